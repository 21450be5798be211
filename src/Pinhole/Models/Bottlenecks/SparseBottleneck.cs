using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// Sigmoid units that are to be active in a small share of the rows: the loss gets the term <c>sparsity</c>,
/// λ Σ KL(ρ‖ρ̂), where ρ̂ is a unit's mean over the batch and the sum is over the units (Ng 2011, Sparse autoencoder).
/// </summary>
/// <param name="Target">ρ, between 0 and 1: the share that is wanted.</param>
/// <param name="Weight">λ, 0 or more: what a nat of divergence costs beside the reconstruction of a row.</param>
public sealed record SparseBottleneck(double Target = 0.05, double Weight = 1) : Bottleneck
{
    // Keeps a mean that rounds to 0 or 1 away from the logarithm's edge.
    private const float Margin = 1e-6f;

    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        Tensor latent = Latent(code), mean = latent.MeanRows().Affine(1 - (2 * Margin), Margin);
        double entropy = (Target * Math.Log(Target)) + ((1 - Target) * Math.Log(1 - Target));
        Tensor crossEntropy = ((float)-Target * mean.Log()) - ((float)(1 - Target) * (1f - mean).Log());
        terms.Add("sparsity", (float)Weight * (crossEntropy + (float)entropy).Sum());
        return latent;
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code.Activate(Activation.Sigmoid);

    internal override Activation? LatentActivation => Activation.Sigmoid;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Target is not (> 0 and < 1))
            throw new InputException($"units that are active in a share of {Target} of the rows are not possible; choose between 0 and 1, such as 0.05");
        RequireWeight(Weight);
    }
}
