using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Optimizers;

/// <summary>Stochastic gradient descent with momentum (Polyak 1964).</summary>
/// <remarks>
/// Losses are sums over features, so a good step size is smaller than for losses that are means over them.
/// </remarks>
public sealed record SgdOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>μ; 0 for plain descent.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The slope of an L2 penalty on all parameters.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override Optimizer Create(ParameterSet parameters) => new Sgd(parameters, Momentum, WeightDecay);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireDecay(Momentum, "momentum");
        RequireWeightDecay(WeightDecay);
    }
}

internal sealed class Sgd(ParameterSet parameters, double momentum, double weightDecay)
    : Optimizer(parameters, moments: momentum == 0 ? 0 : 1)
{
    private protected override OptimizerStep Describe(float learningRate) =>
        new(OptimizerRule.Sgd, learningRate, (float)momentum, WeightDecay: (float)weightDecay, Step: Steps);
}
