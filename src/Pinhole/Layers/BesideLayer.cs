using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>Runs a layer on the first features and leaves the others as they are.</summary>
/// <param name="layer">What the first go through.</param>
/// <param name="others">How many features follow them.</param>
public sealed class BesideLayer(Layer layer, int others) : Layer
{
    /// <inheritdoc/>
    public override int Inputs => layer.Inputs + others;

    /// <inheritdoc/>
    public override int Outputs => layer.Outputs + others;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) =>
        layer.Forward(x.Columns(0, layer.Inputs), pass).Concat(x.Columns(layer.Inputs, others));
}
