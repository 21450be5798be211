using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Optimizers;

/// <summary>RMSprop (Tieleman and Hinton 2012).</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>ρ, the decay of the mean squared gradient.</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override Optimizer Create(ParameterSet parameters) => new RmsProp(parameters, Decay, Epsilon);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireDecay(Decay, "ρ");
        RequirePositive(Epsilon, "ε");
    }
}

internal sealed class RmsProp : Optimizer
{
    private readonly double _decay;
    private readonly double _epsilon;
    private readonly Block _meanSquares;

    public RmsProp(ParameterSet parameters, double decay, double epsilon)
        : base(parameters)
    {
        _decay = decay;
        _epsilon = epsilon;
        _meanSquares = NewMoment();
    }

    private protected override void Apply(float learningRate) => Parameters.Kernels.RmsProp(
        Parameters.Values, Parameters.Gradients, _meanSquares, new RmsPropStep(learningRate, (float)_decay, (float)_epsilon));
}
