namespace Pinhole.Evaluation;

/// <summary>How far reconstructions are from the rows they stand for.</summary>
/// <param name="Rows">How many rows were compared.</param>
/// <param name="Mse">The mean squared error of an element.</param>
/// <param name="Mae">The mean absolute error of an element.</param>
/// <param name="Rmse">The root of <paramref name="Mse"/>, in the units the rows are compared in: those of prepared
/// rows.</param>
/// <param name="Psnr">
/// The peak signal-to-noise ratio in dB, 10 log₁₀(range² / MSE). Null where it is not finite: where there is no error
/// at all, or where the data have no range.
/// </param>
/// <param name="SquaredErrorPerSample">
/// The squared error summed over the features of a row, mean over rows: the figure of Hinton and Salakhutdinov 2006.
/// </param>
public sealed record ReconstructionMetrics(
    long Rows,
    double Mse,
    double Mae,
    double Rmse,
    double? Psnr,
    double SquaredErrorPerSample
)
{
    /// <summary>Numbers in over numbers kept.</summary>
    /// <param name="columns">How many numbers a row holds.</param>
    /// <param name="latent">How many numbers its code holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not positive.</exception>
    public static double CompressionRatio(int columns, int latent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latent);
        return (double)columns / latent;
    }
}
