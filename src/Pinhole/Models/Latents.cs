using Pinhole.Engine.Random;

namespace Pinhole.Models;

/// <summary>Latents that do not come from rows, for decoding.</summary>
internal static class Latents
{
    /// <summary>Latents drawn from N(0, I), [count, latent].</summary>
    /// <exception cref="InputException">The latents do not fit in memory.</exception>
    public static float[] Normal(int count, int latent, ulong seed)
    {
        float[] latents = Room(count, latent);
        Rng rng = new(seed, RandomStreams.Sampling);
        for (int i = 0; i < latents.Length; i++)
            latents[i] = (float)rng.NextGaussian();
        return latents;
    }

    /// <summary>
    /// Traverses numbers of the latent: for each of them, latents in which only this number varies, from minus the
    /// range to the range.
    /// </summary>
    /// <param name="center">The values of the other numbers, [latent].</param>
    /// <param name="numbers">The numbers to traverse, counted from 0.</param>
    /// <param name="count">The number of latents for each; at least 2.</param>
    /// <param name="range">The largest value of each number.</param>
    /// <returns>[numbers · count, latent]: first all latents of the first number.</returns>
    /// <exception cref="InputException">The latents do not fit in memory.</exception>
    public static float[] Traversal(ReadOnlySpan<float> center, ReadOnlySpan<int> numbers, int count, double range)
    {
        float[] latents = Room((long)count * numbers.Length, center.Length);
        for (int row = 0; row < count * numbers.Length; row++)
        {
            Span<float> target = latents.AsSpan(row * center.Length, center.Length);
            center.CopyTo(target);
            target[numbers[row / count]] = (float)(range * ((2.0 * (row % count) / (count - 1)) - 1));
        }

        return latents;
    }

    /// <summary>Memory for latents, [rows, latent].</summary>
    /// <exception cref="InputException">The latents do not fit in memory.</exception>
    public static float[] Room(long rows, int latent) =>
        rows * latent <= Array.MaxLength
            ? new float[rows * latent]
            : throw new InputException($"{rows} rows do not fit in memory; ask for at most {Array.MaxLength / latent}");
}
