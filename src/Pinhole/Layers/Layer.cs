using Pinhole.Engine.Autograd;

namespace Pinhole.Layers;

/// <summary>
/// A function from one tensor to another. It knows the indices of its parameters, but does not hold them.
/// </summary>
public abstract class Layer
{
    /// <summary>Features in.</summary>
    public abstract int Inputs { get; }

    /// <summary>Features out.</summary>
    public abstract int Outputs { get; }

    /// <summary>The last bias, added before the last activation; null if there is none.</summary>
    /// <param name="parameters">The set made from the layer's plan.</param>
    /// <returns>[outputs], or null.</returns>
    public virtual Parameter? OutputBias(ParameterSet parameters) => null;

    /// <summary>The layers before its last one, each of which takes what the one before gives; mostly none.</summary>
    internal virtual IEnumerable<Layer> Hidden => [];

    /// <summary>Runs the layer.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="pass">The purpose, the weights (the set made from the layer's plan) and the noise.</param>
    /// <returns>[batch, outputs].</returns>
    public abstract Tensor Forward(Tensor x, Pass pass);
}
