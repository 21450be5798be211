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

internal sealed class RmsProp(ParameterSet parameters, double decay, double epsilon) : Optimizer(parameters, moments: 1)
{
    private protected override OptimizerStep Describe(float learningRate) =>
        new(OptimizerRule.RmsProp, learningRate, (float)decay, Epsilon: (float)epsilon, Step: Steps);
}
