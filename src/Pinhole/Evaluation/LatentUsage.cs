using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>How much each number of the latent varies from row to row.</summary>
/// <param name="Rows">The number of rows used.</param>
/// <param name="Variances">The variance of each number over the rows, [latent]; of a Gaussian, that of its
/// mean.</param>
/// <param name="Kl">For a Gaussian bottleneck, the divergence of each number from the prior in nats, mean over rows,
/// [latent]; their sum is the KL term of the evidence lower bound. Null for other bottlenecks.</param>
public sealed record LatentUsage(int Rows, IReadOnlyList<double> Variances, IReadOnlyList<double>? Kl)
{
    /// <summary>
    /// Latents of a Gaussian bottleneck are active above this variance (Burda, Grosse and Salakhutdinov 2016, section
    /// 2).
    /// </summary>
    public const double ActiveVariance = 0.01;

    // A thousandth of the largest standard deviation.
    private const double DeadShare = 1e-6;

    /// <summary>
    /// The number of active latents of a Gaussian bottleneck; null for other bottlenecks, which have no such scale.
    /// </summary>
    public int? ActiveUnits => Kl is null ? null : Variances.Count(variance => variance > ActiveVariance);

    /// <summary>
    /// The number of latents that are the same for all rows: those with less than a thousandth of the largest standard
    /// deviation.
    /// </summary>
    public int DeadUnits
    {
        get
        {
            double largest = Variances.Max();
            return Variances.Count(variance => !(variance > DeadShare * largest));
        }
    }

    /// <summary>Measures the latents of some rows.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width.</param>
    /// <param name="seed">The seed of the draws of a model with <see
    /// cref="AutoencoderOptions.DynamicBinarization"/>.</param>
    /// <exception cref="InputException">The rows have the wrong width.</exception>
    public static LatentUsage Measure(Autoencoder model, Dataset data, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        bool gaussian = model.Options.Bottleneck.HasGaussianCode;
        int latent = model.Latent;
        double[] first = [],
            sums = new double[latent],
            squares = new double[latent],
            kl = new double[latent];
        using RowEncoder encoder = new(model, data, seed);
        while (encoder.Next(out int rows))
        {
            float[] code = gaussian ? encoder.Code() : encoder.Latents();
            int width = code.Length / rows;
            // Summing differences from the first row avoids cancellation when a latent is far from 0.
            if (first.Length == 0)
                first = [.. code.Take(latent).Select(value => (double)value)];
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < latent; i++)
                {
                    double value = code[(row * width) + i],
                        shifted = value - first[i];
                    sums[i] += shifted;
                    squares[i] += shifted * shifted;
                    if (gaussian)
                        kl[i] += Divergence(value, code[(row * width) + latent + i]);
                }
            }
        }

        return new LatentUsage(
            data.Rows,
            [
                .. squares.Zip(sums, (square, sum) =>
                    Math.Max(0, (square / data.Rows) - (sum / data.Rows * (sum / data.Rows)))
                ),
            ],
            gaussian ? Array.ConvertAll(kl, sum => sum / data.Rows) : null
        );
    }

    /// <summary>The log-variance after clamping: see <see cref="GaussianCode"/>.</summary>
    internal static double Bounded(float logVariance) =>
        Math.Clamp(logVariance, GaussianCode.MinimumLogVariance, GaussianCode.MaximumLogVariance);

    private static double Divergence(double mean, float logVariance)
    {
        double bounded = Bounded(logVariance);
        return ((mean * mean) + Math.Exp(bounded) - 1 - bounded) / 2;
    }
}
