using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>How much each number of the latent tells of the rows.</summary>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Variances">The variance of each number over the rows, [latent]; of a Gaussian its mean is
/// taken.</param>
/// <param name="Kl">
/// For a Gaussian bottleneck each number's divergence from the prior in nats, mean over rows, [latent]: together the KL
/// term of the evidence lower bound. Null for others.
/// </param>
public sealed record LatentUsage(int Rows, IReadOnlyList<double> Variances, IReadOnlyList<double>? Kl)
{
    /// <summary>
    /// Latents of a Gaussian bottleneck are active above this variance (Burda, Grosse and Salakhutdinov 2016, section
    /// 2).
    /// </summary>
    public const double ActiveVariance = 0.01;

    // A thousandth of the standard deviation that the most varied number has.
    private const double DeadShare = 1e-6;

    /// <summary>
    /// How many numbers tell rows apart, where the latent is Gaussian; null for others, which have no such scale.
    /// </summary>
    public int? ActiveUnits => Kl is null ? null : Variances.Count(variance => variance > ActiveVariance);

    /// <summary>
    /// How many numbers are the same for all rows, up to a thousandth of what the most varied one does.
    /// </summary>
    public int DeadUnits
    {
        get
        {
            double most = Variances.Max();
            return Variances.Count(variance => !(variance > DeadShare * most));
        }
    }

    /// <summary>Looks at the latents of some rows.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width.</param>
    /// <param name="seed">Where the draws of a model with <see cref="AutoencoderOptions.DynamicBinarization"/> come
    /// from.</param>
    /// <exception cref="InputException">The rows have another width.</exception>
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
            // Sums of differences from the first row do not cancel where a latent lies far from 0.
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

    /// <summary>The log-variance that counts: see <see cref="GaussianCode"/>.</summary>
    internal static double Bounded(float logVariance) =>
        Math.Clamp(logVariance, GaussianCode.MinimumLogVariance, GaussianCode.MaximumLogVariance);

    private static double Divergence(double mean, float logVariance)
    {
        double bounded = Bounded(logVariance);
        return ((mean * mean) + Math.Exp(bounded) - 1 - bounded) / 2;
    }
}
