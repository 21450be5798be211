using Pinhole.Engine.Autograd;

namespace Pinhole.Layers;

/// <summary>A step from one tensor to another. It knows where its parameters are, but does not hold them.</summary>
public abstract class Layer
{
    /// <summary>Features in.</summary>
    public abstract int Inputs { get; }

    /// <summary>Features out.</summary>
    public abstract int Outputs { get; }

    /// <summary>What is added to each feature just before the last activation; null where nothing is.</summary>
    /// <param name="parameters">The set made from the plan the layer was built with.</param>
    /// <returns>[outputs], or null.</returns>
    public virtual Parameter? OutputBias(ParameterSet parameters) => null;

    /// <summary>The layers before its last one, each of which takes what the one before gives; mostly none.</summary>
    internal virtual IEnumerable<Layer> Hidden => [];

    /// <summary>Runs the layer.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="pass">What for, and with which weights: the set made from the plan the layer was built
    /// with.</param>
    /// <returns>[batch, outputs].</returns>
    public abstract Tensor Forward(Tensor x, Pass pass);
}
