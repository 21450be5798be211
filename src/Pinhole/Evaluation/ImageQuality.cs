using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>
/// How well images are rebuilt, in the units of the data: what an eye would see. Each image is measured alone, and the
/// figures are means over images.
/// </summary>
public static class ImageQuality
{
    /// <summary>The images of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows that fit the model.</param>
    /// <returns>Null where what it gives are no images.</returns>
    /// <exception cref="InputException">The rows do not fit the model.</exception>
    public static ImageMetrics? Measure(Autoencoder model, Dataset data) =>
        Measure(model, data, (batches, output) => model.Reconstruct(batches.Rows, output, batches.Conditions));

    /// <summary>The images of PCA.</summary>
    /// <param name="baseline">Fitted by <see cref="Metrics.FitBaseline"/>.</param>
    /// <param name="model">Prepares the rows.</param>
    /// <param name="data">Rows that fit the model.</param>
    /// <returns>Null where what it gives are no images.</returns>
    /// <exception cref="InputException">The rows do not fit the model.</exception>
    public static ImageMetrics? Measure(PrincipalComponents baseline, Autoencoder model, Dataset data)
    {
        float[] prepared = new float[data.Columns];
        return Measure(model, data, (batches, output) =>
        {
            for (int row = 0; row < output.Length / baseline.OutputColumns; row++)
            {
                batches.Rows.Slice(row * prepared.Length, prepared.Length).CopyTo(prepared);
                model.Preprocessor.ApplyInPlace(prepared);
                Span<float> rebuilt = output.Slice(row * baseline.OutputColumns, baseline.OutputColumns);
                baseline.Reconstruct(prepared, rebuilt);
                model.OutputPreprocessor.InvertInPlace(rebuilt);
            }
        });
    }

    private delegate void Rebuild(ModelBatches batches, Span<float> output);

    private static ImageMetrics? Measure(Autoencoder model, Dataset data, Rebuild rebuild)
    {
        const int floatsInABatch = 1 << 18;
        model.RequireFit(data);
        if (data.Output.Schema.Image is not ImageShape shape)
            return null;
        double range = Range(data.Output.Schema);
        if (range == 0)
            return new ImageMetrics(null, null);

        double psnr = 0, ssim = 0;
        int columns = model.OutputColumns;
        ModelBatches batches = new(model, data, Math.Clamp(floatsInABatch / Math.Max(data.Columns, columns), 1, 1024), prepare: false);
        float[] output = [];
        batches.StartEpoch();
        while (batches.Next(out _))
        {
            ReadOnlySpan<float> targets = batches.Targets;
            if (output.Length < targets.Length)
                output = new float[targets.Length];
            rebuild(batches, output.AsSpan(0, targets.Length));
            for (int start = 0; start < targets.Length; start += columns)
            {
                ReadOnlySpan<float> image = targets.Slice(start, columns), rebuilt = output.AsSpan(start, columns);
                psnr += PeakSignalToNoise.Between(image, rebuilt, range);
                if (StructuralSimilarity.Fits(shape))
                    ssim += StructuralSimilarity.Between(image, rebuilt, shape, range);
            }
        }

        return new ImageMetrics(
            double.IsFinite(psnr) ? psnr / data.Rows : null,
            StructuralSimilarity.Fits(shape) && double.IsFinite(ssim) ? ssim / data.Rows : null);
    }

    // Shares have a range of 1 even where no pixel is quite black or white.
    private static double Range(Schema schema) =>
        schema is { Minimum: >= 0, Maximum: <= 1 } ? 1 : (double)schema.Maximum - schema.Minimum;
}
