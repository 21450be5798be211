using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Pieces;

namespace Pinhole.Optimizers;

/// <summary>RMSprop (Tieleman and Hinton 2012).</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<OptimizerOptions> Description { get; } =
        new PieceDescription<OptimizerOptions, RmsPropOptions>(
            "rmsprop",
            "Steps by a running mean of squared gradients",
            new(),
            _ => "RMSprop"
        )
            .Number(
                nameof(LearningRate),
                "learning-rate",
                LearningRateHelp,
                LearningRateRefusal,
                NumberRange.Positive,
                rms => rms.LearningRate,
                (rms, value) => rms with { LearningRate = value }
            )
            .Number(
                nameof(Decay),
                null,
                "The decay of the mean squared gradient",
                "a ρ of {0} is",
                NumberRange.ShareBelowOne,
                rms => rms.Decay,
                (rms, value) => rms with { Decay = value }
            )
            .Number(
                nameof(Epsilon),
                null,
                "A number added to the root of the mean squared gradient",
                "a ε of {0} is",
                NumberRange.Positive,
                rms => rms.Epsilon,
                (rms, value) => rms with { Epsilon = value }
            );

    /// <inheritdoc/>
    public override PieceDescription<OptimizerOptions> Describe() => Description;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>ρ, the decay of the mean squared gradient.</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override Optimizer Create(ParameterSet parameters) => new RmsProp(parameters, Decay, Epsilon);
}

internal sealed class RmsProp(ParameterSet parameters, double decay, double epsilon) : Optimizer(parameters, moments: 1)
{
    private protected override OptimizerStep Describe(float learningRate) =>
        new(OptimizerRule.RmsProp, learningRate, (float)decay, Epsilon: (float)epsilon, Step: Steps);
}
