using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Models.Networks;

namespace Pinhole.Models.Bottlenecks;

/// <summary>The code is the latent: only its size limits it.</summary>
/// <param name="Activation">
/// What each number of the code goes through: nothing, or a sigmoid, say, for a contractive autoencoder (Rifai et al.
/// 2011) or a code that is nearly binary.
/// </param>
public sealed record DeterministicBottleneck(Activation Activation = Activation.Identity) : Bottleneck
{
    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms) => Latent(code);

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => Activation == Activation.Identity ? code : code.Activate(Activation);

    /// <inheritdoc/>
    public override void Validate() => Network.RequireKnown(Activation);

    internal override Activation? LatentActivation => Activation;
}
