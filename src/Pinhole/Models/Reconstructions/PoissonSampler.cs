using MathNet.Numerics;
using Pinhole.Engine.Random;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// Draws counts: by products of uniform numbers for small rates (Knuth), otherwise by transformed rejection (Hörmann
/// 1993, algorithm PTRS), whose cost does not grow with the rate.
/// </summary>
internal static class PoissonSampler
{
    private const double Small = 10;

    /// <summary>Draws a count.</summary>
    /// <param name="rate">Its mean, 0 or more.</param>
    /// <param name="rng">The random numbers.</param>
    public static double Draw(double rate, Rng rng) =>
        rate < Small ? DrawSmall(rate, rng)
        : double.IsFinite(rate) ? DrawLarge(rate, rng)
        : rate;

    private static double DrawSmall(double rate, Rng rng)
    {
        double least = Math.Exp(-rate);
        int count = 0;
        for (double product = rng.NextDouble(); product > least; product *= rng.NextDouble())
            count++;
        return count;
    }

    private static double DrawLarge(double rate, Rng rng)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(rate)),
            a = -0.059 + (0.02483 * b),
            alpha = 1.1239 + (1.1328 / (b - 3.4)),
            accepted = 0.9277 - (3.6224 / (b - 2)),
            logRate = Math.Log(rate);
        while (true)
        {
            double u = rng.NextDouble() - 0.5,
                v = rng.NextDouble(),
                edge = 0.5 - Math.Abs(u),
                count = Math.Floor((((2 * a / edge) + b) * u) + rate + 0.43);
            if (edge >= 0.07 && v <= accepted)
                return count;
            if (count < 0 || (edge < 0.013 && v > edge))
                continue;
            double ratio = Math.Log(v * alpha / ((a / (edge * edge)) + b));
            if (ratio <= (count * logRate) - rate - SpecialFunctions.GammaLn(count + 1))
                return count;
        }
    }
}
