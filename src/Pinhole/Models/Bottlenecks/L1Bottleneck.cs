using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// The code is the latent, and its size costs: the loss gets the term <c>sparsity</c>, λ Σ |z|, summed over the latent
/// and averaged over the batch (Olshausen and Field 1996, with a linear code).
/// </summary>
/// <param name="Weight">λ, 0 or more.</param>
public sealed record L1Bottleneck(double Weight = 0.1) : Bottleneck
{
    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        terms.Add("sparsity", (float)Weight * code.Abs().SumFeatures().Mean());
        return code;
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code;

    internal override Activation? LatentActivation => Activation.Identity;

    /// <inheritdoc/>
    public override void Validate() => RequireWeight(Weight);
}
