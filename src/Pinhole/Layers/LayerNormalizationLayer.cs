using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>Normalizes each row over its features, then scales and shifts each feature (Ba et al. 2016).</summary>
public sealed class LayerNormalizationLayer : Layer
{
    private readonly int _features;
    private readonly int _scale;
    private readonly int _shift;

    /// <summary>Asks for its parameters, <c>NAME.scale</c> and <c>NAME.shift</c>, [features] each.</summary>
    /// <param name="plan">Where to ask.</param>
    /// <param name="name">What its parameters' names begin with.</param>
    /// <param name="features">Features in and out.</param>
    public LayerNormalizationLayer(ParameterPlan plan, string name, int features)
    {
        _features = features;
        _scale = plan.AddScale($"{name}.scale", features);
        _shift = plan.AddBias($"{name}.shift", features);
    }

    /// <inheritdoc/>
    public override int Inputs => _features;

    /// <inheritdoc/>
    public override int Outputs => _features;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) => x.LayerNormalization(
        x.Tape.Parameter(pass.Parameters.Parameters[_scale]), x.Tape.Parameter(pass.Parameters.Parameters[_shift]));
}
