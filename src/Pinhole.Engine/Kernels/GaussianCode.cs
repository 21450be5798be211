namespace Pinhole.Engine.Kernels;

/// <summary>
/// How Gaussians with independent features are written as a code [batch, 2 · latent]: the means μ in the first half of
/// each row, the logarithms of the variances, log σ², in the second; one linear layer gives both.
/// </summary>
/// <remarks>
/// Log-variances count as held to [−30, 20], standard deviations of 3e−7 to 22,026: eˢ neither vanishes nor overflows
/// there, so a head that runs away early in training costs a step and not the run. Nothing sensible lies beyond. The
/// slope beyond the bounds is 0.
/// </remarks>
public static class GaussianCode
{
    /// <summary>Smaller log-variances count as this one.</summary>
    public const float LowestLogVariance = -30f;

    /// <summary>Larger log-variances count as this one.</summary>
    public const float HighestLogVariance = 20f;
}
