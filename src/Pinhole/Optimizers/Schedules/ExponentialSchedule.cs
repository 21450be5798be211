using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size falls by the same share in each epoch, or evenly over the run.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>The description of this piece.</summary>
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
                "The factor for the step size",
                "a decay of {0} is",
                NumberRange.ShareWithin,
                exponential => exponential.Decay,
                (exponential, value) => exponential with { Decay = value },
                example: 0.5
            )
            .OptionalCount(
                nameof(Epochs),
                "decay-epochs",
                "Epochs per decay",
                "a decay every {0} epochs is",
                NumberRange.AtLeast(1),
                exponential => exponential.Epochs,
                (exponential, value) => exponential with { Epochs = value },
                example: 10,
                unset: "a third of all"
            );

    /// <inheritdoc/>
    public override PieceDescription<LearningRateSchedule> Describe() => Description;

    /// <summary>The factor for the step size over <see cref="Epochs"/>.</summary>
    public double Decay { get; init; } = 0.1;

    /// <summary>
    /// The epochs in which the step size falls by this factor, in each epoch; null for a third of the run, in each
    /// step.
    /// </summary>
    public int? Epochs { get; init; }

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        Math.Pow(Decay, Decays(Epochs, progress, losses.Length));
}
