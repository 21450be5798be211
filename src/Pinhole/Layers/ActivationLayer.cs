using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>An activation that is separated from its linear layer by another layer, such as a normalization.</summary>
/// <param name="features">Features in and out.</param>
/// <param name="activation">The activation.</param>
public sealed class ActivationLayer(int features, Activation activation) : Layer
{
    /// <summary>The activation.</summary>
    internal Activation Activation { get; } = activation;

    /// <inheritdoc/>
    public override int Inputs => features;

    /// <inheritdoc/>
    public override int Outputs => features;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) => x.Activate(Activation);
}
