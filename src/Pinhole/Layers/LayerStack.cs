using Pinhole.Engine.Autograd;

namespace Pinhole.Layers;

/// <summary>Layers one after the other.</summary>
public sealed class LayerStack : Layer
{
    private readonly Layer[] _layers;

    /// <summary>Makes a stack of layers.</summary>
    /// <param name="layers">At least one; the inputs of each are the outputs of the one before.</param>
    /// <exception cref="ArgumentException">There is none, or two do not fit.</exception>
    public LayerStack(params Layer[] layers)
    {
        if (layers.Length == 0)
            throw new ArgumentException("A stack needs at least one layer.", nameof(layers));
        for (int i = 1; i < layers.Length; i++)
        {
            if (layers[i].Inputs != layers[i - 1].Outputs)
                throw new ArgumentException(
                    $"Layer {i} takes {layers[i].Inputs} features, but layer {i - 1} gives {layers[i - 1].Outputs}.",
                    nameof(layers)
                );
        }

        _layers = layers;
    }

    /// <summary>The layers, in the order they run.</summary>
    internal IReadOnlyList<Layer> Layers => _layers;

    /// <inheritdoc/>
    internal override IEnumerable<Layer> Hidden => _layers.SkipLast(1);

    /// <inheritdoc/>
    public override int Inputs => _layers[0].Inputs;

    /// <inheritdoc/>
    public override int Outputs => _layers[^1].Outputs;

    /// <inheritdoc/>
    public override Parameter? OutputBias(ParameterSet parameters) => _layers[^1].OutputBias(parameters);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        foreach (Layer layer in _layers)
            x = layer.Forward(x, pass);
        return x;
    }
}
