namespace Pinhole.Engine.Kernels;

/// <content>Gaussian codes: samples and divergences.</content>
public abstract partial class Kernels
{
    /// <summary>
    /// Turns noise ε into samples z = μ + exp(½ log σ²) ε of the Gaussians of a <see cref="GaussianCode"/>.
    /// </summary>
    /// <param name="code">[rows, 2 · latent].</param>
    /// <param name="noiseInPlace">[rows, latent], ε before and z after.</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    public abstract void Reparameterize(Block code, Block noiseInPlace, int rows, int latent);

    /// <summary>
    /// codeGradient (+)= sampleGradient · ∂z/∂code, both halves; ½ exp(½ log σ²) ε is computed from z as ½ (z − μ).
    /// </summary>
    /// <param name="code">[rows, 2 · latent].</param>
    /// <param name="sample">z, [rows, latent].</param>
    /// <param name="sampleGradient">[rows, latent].</param>
    /// <param name="codeGradient">Receives [rows, 2 · latent].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    /// <param name="accumulate">Whether to add to the gradient.</param>
    public abstract void ReparameterizeBackward(
        Block code,
        Block sample,
        Block sampleGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    );

    /// <summary>
    /// divergences [rows] = ½ Σ (μ² + σ² − log σ² − 1), from the standard normal distribution, in nats.
    /// </summary>
    /// <param name="code">A <see cref="GaussianCode"/>, [rows, 2 · latent].</param>
    /// <param name="divergences">Receives [rows].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    public abstract void GaussianKl(Block code, Block divergences, int rows, int latent);

    /// <summary>
    /// codeGradient [rows, 2 · latent] (+)= divergenceGradient [rows] · ∂divergence/∂code, both halves.
    /// </summary>
    public abstract void GaussianKlBackward(
        Block code,
        Block divergenceGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    );

    /// <summary>
    /// ratios [rows] = ½ Σ (log σ² + ((z − μ) / σ)² − z²): log p(z) − log q(z) of samples z of q, p being N(0, I), in
    /// nats.
    /// </summary>
    /// <param name="code">A <see cref="GaussianCode"/>, [rows, 2 · latent].</param>
    /// <param name="sample">z, [rows, latent].</param>
    /// <param name="ratios">Receives [rows].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    public abstract void GaussianLogRatio(Block code, Block sample, Block ratios, int rows, int latent);

    /// <summary>
    /// The gradients with (z − μ) / σ held constant: of the means (+)= 0, of log σ² (+)= ½ ratioGradient [rows], of z
    /// (+)= −ratioGradient · z; an empty gradient is skipped. If the gradient of the code is empty, the code is the
    /// constant, and the gradient of z is (+)= ratioGradient · ((z − μ) / σ² − z).
    /// </summary>
    public abstract void GaussianLogRatioBackward(
        Block code,
        Block sample,
        Block ratioGradient,
        Block codeGradient,
        bool accumulateCode,
        Block sampleGradient,
        bool accumulateSample,
        int rows,
        int latent
    );
}
