using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>Runs a layer on the first features and passes the others through.</summary>
/// <param name="layer">The layer for the first features.</param>
/// <param name="others">How many features are passed through.</param>
public sealed class BesideLayer(Layer layer, int others) : Layer
{
    /// <summary>The layer for the first features.</summary>
    internal Layer Layer { get; } = layer;

    /// <summary>How many features are passed through.</summary>
    internal int Others { get; } = others;

    /// <inheritdoc/>
    public override int Inputs => Layer.Inputs + Others;

    /// <inheritdoc/>
    public override int Outputs => Layer.Outputs + Others;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) =>
        Layer.Forward(x.Columns(0, Layer.Inputs), pass).Concat(x.Columns(Layer.Inputs, Others));
}
