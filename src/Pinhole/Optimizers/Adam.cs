using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Optimizers;

/// <summary>Adam (Kingma and Ba 2015).</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>β₁, the decay of the mean gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, the decay of the mean squared gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override Optimizer Create(ParameterSet parameters) =>
        new Adam(parameters, Beta1, Beta2, Epsilon, weightDecay: 0);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireDecay(Beta1, "β₁");
        RequireDecay(Beta2, "β₂");
        RequirePositive(Epsilon, "ε");
    }
}

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>β₁, the decay of the mean gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, the decay of the mean squared gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share α · decay by which all parameters shrink in a step.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <inheritdoc/>
    public override Optimizer Create(ParameterSet parameters) =>
        new Adam(parameters, Beta1, Beta2, Epsilon, WeightDecay);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireDecay(Beta1, "β₁");
        RequireDecay(Beta2, "β₂");
        RequirePositive(Epsilon, "ε");
        RequireWeightDecay(WeightDecay);
    }
}

internal sealed class Adam(ParameterSet parameters, double beta1, double beta2, double epsilon, double weightDecay)
    : Optimizer(parameters, moments: 2)
{
    private protected override OptimizerStep Describe(float learningRate) =>
        new(OptimizerRule.Adam, learningRate, (float)beta1, (float)beta2, (float)epsilon, (float)weightDecay, Steps);
}
