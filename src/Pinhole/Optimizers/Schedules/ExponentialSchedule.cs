using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size falls by the same share in each epoch, or evenly over the run.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<LearningRateSchedule> Description { get; } =
        new PieceDescription<LearningRateSchedule, ExponentialSchedule>(
            "exponential",
            "The step size falls by the same share in each epoch, or evenly over the run",
            new(),
            exponential =>
                ReadWarmUp(exponential)
                + $"exponential, times {Reading.Number(exponential.Decay)} {Every(exponential.Epochs)}"
        )
            .Number(
                nameof(WarmUp),
                "warmup",
                WarmUpHelp,
                WarmUpRefusal,
                NumberRange.ShareBelowOne,
                exponential => exponential.WarmUp,
                (exponential, value) => exponential with { WarmUp = value },
                example: 0.05
            )
            .Number(
                nameof(Decay),
                "decay",
                "What the step size is multiplied by",
                "a decay of {0} is",
                NumberRange.ShareWithin,
                exponential => exponential.Decay,
                (exponential, value) => exponential with { Decay = value },
                example: 0.5
            )
            .OptionalCount(
                nameof(Epochs),
                "decay-epochs",
                "Epochs from one time to the next",
                "a decay every {0} epochs is",
                NumberRange.AtLeast(1),
                exponential => exponential.Epochs,
                (exponential, value) => exponential with { Epochs = value },
                example: 10,
                unset: "a third of all"
            );

    /// <inheritdoc/>
    public override PieceDescription<LearningRateSchedule> Describe() => Description;

    /// <summary>What the step size is multiplied by in the course of <see cref="Epochs"/>.</summary>
    public double Decay { get; init; } = 0.1;

    /// <summary>
    /// Epochs in which it is multiplied once, from epoch to epoch; null for a third of the run, from step to step.
    /// </summary>
    public int? Epochs { get; init; }

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        Math.Pow(Decay, Decays(Epochs, progress, losses.Length));
}
