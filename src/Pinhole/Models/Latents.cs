using Pinhole.Engine.Random;

namespace Pinhole.Models;

/// <summary>Latents that no row was written as, to be decoded.</summary>
internal static class Latents
{
    /// <summary>Latents drawn from N(0, I), [count, latent].</summary>
    /// <exception cref="InputException">So many do not fit in memory.</exception>
    public static float[] Normal(int count, int latent, ulong seed)
    {
        float[] latents = Room(count, latent);
        Rng rng = new(seed, RandomStreams.Sampling);
        for (int i = 0; i < latents.Length; i++)
            latents[i] = (float)rng.NextGaussian();
        return latents;
    }

    /// <summary>
    /// For each of some numbers of the latent, latents in which it alone runs from minus the range to the range.
    /// </summary>
    /// <param name="center">What the others are held at, [latent].</param>
    /// <param name="numbers">Which numbers, counted from 0.</param>
    /// <param name="count">How many latents for each; at least 2.</param>
    /// <param name="range">How far each number runs.</param>
    /// <returns>[numbers · count, latent]: first all for the first number.</returns>
    /// <exception cref="InputException">So many do not fit in memory.</exception>
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
    /// <exception cref="InputException">There is not so much.</exception>
    public static float[] Room(long rows, int latent) =>
        rows * latent <= Array.MaxLength
            ? new float[rows * latent]
            : throw new InputException($"{rows} rows do not fit in memory; ask for at most {Array.MaxLength / latent}");
}
