using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;

namespace Pinhole.Models.Bottlenecks;

/// <summary>The code is the latent: only its size limits it.</summary>
public sealed record DeterministicBottleneck : Bottleneck
{
    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms) => code;

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code;

    internal override Activation? LatentActivation => Activation.Identity;
}
