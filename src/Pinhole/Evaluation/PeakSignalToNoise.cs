namespace Pinhole.Evaluation;

/// <summary>The peak signal-to-noise ratio of an image, in dB.</summary>
public static class PeakSignalToNoise
{
    /// <summary>Compares an image with its reconstruction: 10 log₁₀(range² / MSE).</summary>
    /// <param name="original">[elements].</param>
    /// <param name="reconstruction">[elements].</param>
    /// <param name="dataRange">The largest difference between two values: 1 for values in [0, 1], 255 for
    /// bytes.</param>
    /// <returns>Infinity if the two are equal.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no element.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not positive.</exception>
    public static double Between(ReadOnlySpan<float> original, ReadOnlySpan<float> reconstruction, double dataRange)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dataRange);
        if (original.IsEmpty || original.Length != reconstruction.Length)
            throw new ArgumentException(
                $"An image of {original.Length} numbers cannot be compared with one of {reconstruction.Length}.",
                nameof(reconstruction)
            );

        double squared = 0;
        for (int i = 0; i < original.Length; i++)
        {
            double difference = (double)original[i] - reconstruction[i];
            squared += difference * difference;
        }

        return 10 * Math.Log10(dataRange * dataRange * original.Length / squared);
    }
}
