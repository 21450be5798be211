using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Pieces;

namespace Pinhole.Optimizers;

/// <summary>Stochastic gradient descent with momentum (Polyak 1964).</summary>
/// <remarks>Losses are sums over features, so good step sizes are smaller than for losses that are means.</remarks>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<OptimizerOptions> Description { get; } =
        new PieceDescription<OptimizerOptions, SgdOptions>(
            "sgd",
            "Stochastic gradient descent with momentum",
            new(),
            sgd =>
                sgd.Momentum > 0
                    ? $"SGD with momentum {Reading.Number(sgd.Momentum)}{ReadDecay(sgd.WeightDecay)}"
                    : $"SGD{ReadDecay(sgd.WeightDecay)}"
        )
            .Number(
                nameof(LearningRate),
                "learning-rate",
                LearningRateHelp,
                LearningRateRefusal,
                NumberRange.Positive,
                sgd => sgd.LearningRate,
                (sgd, value) => sgd with { LearningRate = value }
            )
            .Number(
                nameof(WeightDecay),
                "weight-decay",
                "All parameters shrink by this share of the learning rate in each step",
                "a weight decay of {0} is",
                NumberRange.NotNegative,
                sgd => sgd.WeightDecay,
                (sgd, value) => sgd with { WeightDecay = value },
                example: 0.01
            )
            .Number(
                nameof(Momentum),
                null,
                "The share of the previous step that is added to each step",
                "a momentum of {0} is",
                NumberRange.ShareBelowOne,
                sgd => sgd.Momentum,
                (sgd, value) => sgd with { Momentum = value }
            );

    /// <inheritdoc/>
    public override PieceDescription<OptimizerOptions> Describe() => Description;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>μ; 0 for plain descent.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The slope of an L2 penalty on all parameters.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override Optimizer Create(ParameterSet parameters) => new Sgd(parameters, Momentum, WeightDecay);
}

internal sealed class Sgd(ParameterSet parameters, double momentum, double weightDecay)
    : Optimizer(parameters, moments: momentum == 0 ? 0 : 1)
{
    private protected override OptimizerStep Describe(float learningRate) =>
        new(OptimizerRule.Sgd, learningRate, (float)momentum, WeightDecay: (float)weightDecay, Step: Steps);
}
