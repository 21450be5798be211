using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>An activation by itself, where something stands between it and the linear layer it belongs to.</summary>
/// <param name="features">Features in and out.</param>
/// <param name="activation">What is applied to each.</param>
public sealed class ActivationLayer(int features, Activation activation) : Layer
{
    /// <summary>What is applied.</summary>
    internal Activation Activation { get; } = activation;

    /// <inheritdoc/>
    public override int Inputs => features;

    /// <inheritdoc/>
    public override int Outputs => features;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) => x.Activate(Activation);
}
