namespace Pinhole.Evaluation;

/// <summary>The errors of reconstructions.</summary>
/// <param name="Rows">How many rows were compared.</param>
/// <param name="Mse">The mean squared error of an element.</param>
/// <param name="Mae">The mean absolute error of an element.</param>
/// <param name="Rmse">The square root of <paramref name="Mse"/>, in the units of prepared rows.</param>
/// <param name="Psnr">The peak signal-to-noise ratio in dB, 10 log₁₀(range² / MSE). Null if it is not finite: if there
/// is no error, or the data have no range.</param>
/// <param name="SquaredErrorPerSample">The squared error, summed over the features of a row, mean over rows (as in
/// Hinton and Salakhutdinov 2006).</param>
public sealed record ReconstructionMetrics(
    long Rows,
    double Mse,
    double Mae,
    double Rmse,
    double? Psnr,
    double SquaredErrorPerSample
)
{
    /// <summary>The numbers of a row divided by the numbers of its latent.</summary>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="latent">Numbers in a latent.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not positive.</exception>
    public static double CompressionRatio(int columns, int latent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latent);
        return (double)columns / latent;
    }
}
