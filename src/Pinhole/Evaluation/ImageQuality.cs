using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// How well images are rebuilt, in the units of the data. Each image is measured by itself; the figures are means over
/// images.
/// </summary>
public static class ImageQuality
{
    /// <summary>Measures the reconstructions of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows that fit the model.</param>
    /// <returns>Null if the outputs are not images.</returns>
    /// <exception cref="InputException">The rows do not fit the model.</exception>
    public static ImageMetrics? Measure(Autoencoder model, Dataset data) =>
        Measure(model, data, (batches, output) => model.Reconstruct(batches.Rows, output, batches.Conditions));

    /// <summary>Measures the reconstructions of PCA.</summary>
    /// <param name="baseline">Fitted by <see cref="Metrics.FitBaseline"/>.</param>
    /// <param name="model">Has the preprocessing of the rows.</param>
    /// <param name="data">Rows that fit the model.</param>
    /// <returns>Null if the outputs are not images.</returns>
    /// <exception cref="InputException">The rows do not fit the model.</exception>
    public static ImageMetrics? Measure(PrincipalComponents baseline, Autoencoder model, Dataset data)
    {
        float[] prepared = new float[data.Columns];
        return Measure(model, data, (batches, output) =>
            RebuiltRows.Project(baseline, model, batches.Rows, prepared, output)
        );
    }

    /// <summary>Compares images with their reconstructions.</summary>
    /// <param name="original">Images.</param>
    /// <param name="other">The same number of images, of the same size.</param>
    /// <returns>Null if the rows are not images.</returns>
    internal static ImageMetrics? Measure(Dataset original, Dataset other)
    {
        if (original.Schema.Image is not ImageShape shape)
            return null;
        ImageSums sums = new(shape, Range(original.Schema));
        for (int row = 0; row < original.Rows; row++)
            sums.Add(original.Row(row), other.Row(row));
        return sums.Mean();
    }

    private delegate void Rebuild(ModelBatches batches, Span<float> output);

    private static ImageMetrics? Measure(Autoencoder model, Dataset data, Rebuild rebuild)
    {
        model.RequireFit(data);
        if (data.Output.Schema.Image is not ImageShape shape)
            return null;
        int columns = model.OutputColumns;
        ImageSums sums = new(shape, Range(data.Output.Schema));
        ModelBatches batches = new(model, data, RowEncoder.BatchRows(Math.Max(data.Columns, columns)), prepare: false);
        float[] output = [];
        batches.StartEpoch();
        while (batches.Next(out _))
        {
            ReadOnlySpan<float> targets = batches.Targets;
            if (output.Length < targets.Length)
                output = new float[targets.Length];
            rebuild(batches, output.AsSpan(0, targets.Length));
            for (int start = 0; start < targets.Length; start += columns)
                sums.Add(targets.Slice(start, columns), output.AsSpan(start, columns));
        }

        return sums.Mean();
    }

    /// <summary>Sums the figures of images, one by one.</summary>
    private sealed class ImageSums(ImageShape shape, double range)
    {
        private double _psnr;
        private double _ssim;
        private int _images;

        public void Add(ReadOnlySpan<float> image, ReadOnlySpan<float> other)
        {
            _images++;
            if (range == 0)
                return;
            _psnr += PeakSignalToNoise.Between(image, other, range);
            if (StructuralSimilarity.Fits(shape))
                _ssim += StructuralSimilarity.Between(image, other, shape, range);
        }

        // Images of one colour have no range.
        public ImageMetrics Mean() =>
            new(
                range != 0 && double.IsFinite(_psnr) ? _psnr / _images : null,
                range != 0 && StructuralSimilarity.Fits(shape) && double.IsFinite(_ssim) ? _ssim / _images : null
            );
    }

    // Values in [0, 1] have a range of 1 even if no pixel is 0 or 1.
    private static double Range(Schema schema) =>
        schema is { Minimum: >= 0, Maximum: <= 1 } ? 1 : (double)schema.Maximum - schema.Minimum;
}
