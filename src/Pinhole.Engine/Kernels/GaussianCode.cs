namespace Pinhole.Engine.Kernels;

/// <summary>
/// Gaussians with independent features as a code [batch, 2 · latent]: the first half of each row holds the means μ, the
/// second half the log-variances log σ²; one linear layer computes both.
/// </summary>
/// <remarks>
/// Log-variances are clamped to [−30, 20], standard deviations of 3e−7 to 22,026. Within these bounds eˢ neither
/// underflows nor overflows, so an unstable head early in training spoils a step but not the run. Sensible values are
/// never outside. The slope beyond the bounds is 0.
/// </remarks>
public static class GaussianCode
{
    /// <summary>Smaller log-variances are raised to this.</summary>
    public const float MinimumLogVariance = -30f;

    /// <summary>Larger log-variances are lowered to this.</summary>
    public const float MaximumLogVariance = 20f;
}
