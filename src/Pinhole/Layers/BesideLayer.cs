using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>Runs a layer on the first features and leaves the others as they are.</summary>
/// <param name="layer">What the first go through.</param>
/// <param name="others">How many features follow them.</param>
public sealed class BesideLayer(Layer layer, int others) : Layer
{
    /// <summary>What the first features go through.</summary>
    internal Layer Layer { get; } = layer;

    /// <summary>How many features follow them.</summary>
    internal int Others { get; } = others;

    /// <inheritdoc/>
    public override int Inputs => Layer.Inputs + Others;

    /// <inheritdoc/>
    public override int Outputs => Layer.Outputs + Others;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) =>
        Layer.Forward(x.Columns(0, Layer.Inputs), pass).Concat(x.Columns(Layer.Inputs, Others));
}
