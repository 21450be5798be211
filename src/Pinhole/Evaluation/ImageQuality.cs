using Pinhole.Data;
using Pinhole.Data.Preprocessing;
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
    /// <param name="data">Images of the model's width.</param>
    /// <returns>Null where the rows are no images.</returns>
    /// <exception cref="InputException">The images have another width.</exception>
    public static ImageMetrics? Measure(Autoencoder model, Dataset data) => Measure(model.Columns, data, model.Reconstruct);

    /// <summary>The images of PCA.</summary>
    /// <param name="baseline">Fitted on prepared training rows.</param>
    /// <param name="preprocessor">What prepared them.</param>
    /// <param name="data">Images of the same width.</param>
    /// <returns>Null where the rows are no images.</returns>
    /// <exception cref="InputException">The images have another width.</exception>
    public static ImageMetrics? Measure(PrincipalComponents baseline, Preprocessor preprocessor, Dataset data) => Measure(baseline.Columns, data, (rows, output) =>
    {
        rows.CopyTo(output);
        for (int start = 0; start < rows.Length; start += data.Columns)
        {
            Span<float> row = output.Slice(start, data.Columns);
            preprocessor.ApplyInPlace(row);
            baseline.Reconstruct(row, row);
            preprocessor.InvertInPlace(row);
        }
    });

    /// <summary>Images beside others that stand for them.</summary>
    /// <param name="original">Images.</param>
    /// <param name="other">As many of the same size.</param>
    /// <returns>Null where the rows are no images.</returns>
    internal static ImageMetrics? Measure(Dataset original, Dataset other)
    {
        int row = 0;
        return Measure(other.Columns, original, (rows, output) =>
        {
            for (int start = 0; start < rows.Length; start += original.Columns, row++)
                other.Row(row).CopyTo(output.Slice(start, original.Columns));
        });
    }

    private delegate void Rebuild(ReadOnlySpan<float> rows, Span<float> output);

    private static ImageMetrics? Measure(int columns, Dataset data, Rebuild rebuild)
    {
        const int floatsInABatch = 1 << 18;
        Metrics.RequireWidth(columns, data);
        if (data.Schema.Image is not ImageShape shape)
            return null;
        double range = Range(data.Schema);
        if (range == 0)
            return new ImageMetrics(null, null);

        double psnr = 0, ssim = 0;
        BatchLoader loader = new(data, Math.Clamp(floatsInABatch / data.Columns, 1, 1024));
        float[] output = [];
        loader.StartEpoch();
        while (loader.Next(out _))
        {
            if (output.Length < loader.Values.Length)
                output = new float[loader.Values.Length];
            rebuild(loader.Values, output.AsSpan(0, loader.Values.Length));
            for (int start = 0; start < loader.Values.Length; start += data.Columns)
            {
                ReadOnlySpan<float> image = loader.Values.Slice(start, data.Columns), rebuilt = output.AsSpan(start, data.Columns);
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
