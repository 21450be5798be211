using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Optimizers;

/// <summary>Stochastic gradient descent with momentum (Polyak 1964).</summary>
/// <remarks>Losses are sums over features, so a good step size is smaller than for losses that are means over them.</remarks>
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

internal sealed class Sgd : Optimizer
{
    private readonly double _momentum;
    private readonly double _weightDecay;
    private readonly Block _velocity;

    public Sgd(ParameterSet parameters, double momentum, double weightDecay)
        : base(parameters)
    {
        _momentum = momentum;
        _weightDecay = weightDecay;
        _velocity = momentum == 0 ? default : NewMoment();
    }

    private protected override void Apply(float learningRate) => Parameters.Kernels.Sgd(
        Parameters.Values, Parameters.Gradients, _velocity, new SgdStep(learningRate, (float)_momentum, (float)_weightDecay));
}
