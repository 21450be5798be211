using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Pieces;

namespace Pinhole.Optimizers;

/// <summary>Adam (Kingma and Ba 2015).</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<OptimizerOptions> Description { get; } =
        new PieceDescription<OptimizerOptions, AdamOptions>(
            "adam",
            "Steps by running means of gradients and of their squares",
            new(),
            _ => "Adam"
        )
            .Number(
                nameof(LearningRate),
                "learning-rate",
                LearningRateHelp,
                LearningRateRefusal,
                NumberRange.Positive,
                adam => adam.LearningRate,
                (adam, value) => adam with { LearningRate = value }
            )
            .Number(
                nameof(Beta1),
                null,
                "The decay of the mean gradient",
                "a β₁ of {0} is",
                NumberRange.ShareBelowOne,
                adam => adam.Beta1,
                (adam, value) => adam with { Beta1 = value }
            )
            .Number(
                nameof(Beta2),
                null,
                "The decay of the mean squared gradient",
                "a β₂ of {0} is",
                NumberRange.ShareBelowOne,
                adam => adam.Beta2,
                (adam, value) => adam with { Beta2 = value }
            )
            .Number(
                nameof(Epsilon),
                null,
                "A number added to the root of the mean squared gradient",
                "a ε of {0} is",
                NumberRange.Positive,
                adam => adam.Epsilon,
                (adam, value) => adam with { Epsilon = value }
            );

    /// <inheritdoc/>
    public override PieceDescription<OptimizerOptions> Describe() => Description;

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
}

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<OptimizerOptions> Description { get; } =
        new PieceDescription<OptimizerOptions, AdamWOptions>("adamw", "Adam with decoupled weight decay", new(), adam =>
            $"AdamW{ReadDecay(adam.WeightDecay)}"
        )
            .Number(
                nameof(LearningRate),
                "learning-rate",
                LearningRateHelp,
                LearningRateRefusal,
                NumberRange.Positive,
                adam => adam.LearningRate,
                (adam, value) => adam with { LearningRate = value }
            )
            .Number(
                nameof(WeightDecay),
                "weight-decay",
                "All parameters shrink by this share of the learning rate in each step",
                "a weight decay of {0} is",
                NumberRange.NotNegative,
                adam => adam.WeightDecay,
                (adam, value) => adam with { WeightDecay = value },
                example: 0.01
            )
            .Number(
                nameof(Beta1),
                null,
                "The decay of the mean gradient",
                "a β₁ of {0} is",
                NumberRange.ShareBelowOne,
                adam => adam.Beta1,
                (adam, value) => adam with { Beta1 = value }
            )
            .Number(
                nameof(Beta2),
                null,
                "The decay of the mean squared gradient",
                "a β₂ of {0} is",
                NumberRange.ShareBelowOne,
                adam => adam.Beta2,
                (adam, value) => adam with { Beta2 = value }
            )
            .Number(
                nameof(Epsilon),
                null,
                "A number added to the root of the mean squared gradient",
                "a ε of {0} is",
                NumberRange.Positive,
                adam => adam.Epsilon,
                (adam, value) => adam with { Epsilon = value }
            );

    /// <inheritdoc/>
    public override PieceDescription<OptimizerOptions> Describe() => Description;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>β₁, the decay of the mean gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, the decay of the mean squared gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The weight decay: in a step, all parameters shrink by the share α · decay.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <inheritdoc/>
    public override Optimizer Create(ParameterSet parameters) =>
        new Adam(parameters, Beta1, Beta2, Epsilon, WeightDecay);
}

internal sealed class Adam(ParameterSet parameters, double beta1, double beta2, double epsilon, double weightDecay)
    : Optimizer(parameters, moments: 2)
{
    private protected override OptimizerStep Describe(float learningRate) =>
        new(OptimizerRule.Adam, learningRate, (float)beta1, (float)beta2, (float)epsilon, (float)weightDecay, Steps);
}
