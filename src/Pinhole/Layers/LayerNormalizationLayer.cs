using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>Normalizes each row over its features, then scales and shifts each feature (Ba et al. 2016).</summary>
public sealed class LayerNormalizationLayer : Layer
{
    private readonly int _features;

    /// <summary>Declares its parameters, <c>NAME.scale</c> and <c>NAME.shift</c>, [features] each.</summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="features">Features in and out.</param>
    public LayerNormalizationLayer(ParameterPlan plan, string name, int features)
    {
        _features = features;
        Scale = plan.AddScale($"{name}.scale", features);
        Shift = plan.AddBias($"{name}.shift", features);
    }

    /// <summary>The index of its scale.</summary>
    internal int Scale { get; }

    /// <summary>The index of its shift.</summary>
    internal int Shift { get; }

    /// <inheritdoc/>
    public override int Inputs => _features;

    /// <inheritdoc/>
    public override int Outputs => _features;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) =>
        x.LayerNormalization(
            x.Tape.Parameter(pass.Parameters.Parameters[Scale]),
            x.Tape.Parameter(pass.Parameters.Parameters[Shift])
        );
}
