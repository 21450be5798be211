using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size is cut repeatedly, always after the same number of epochs.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<LearningRateSchedule> Description { get; } =
        new PieceDescription<LearningRateSchedule, StepSchedule>(
            "step",
            "The step size is cut repeatedly, always after the same number of epochs",
            new(),
            step => ReadWarmUp(step) + $"times {Reading.Number(step.Decay)} {Every(step.Epochs)}"
        )
            .Number(
                nameof(WarmUp),
                "warmup",
                WarmUpHelp,
                WarmUpRefusal,
                NumberRange.ShareBelowOne,
                step => step.WarmUp,
                (step, value) => step with { WarmUp = value },
                example: 0.05
            )
            .Number(
                nameof(Decay),
                "decay",
                "The factor for the step size",
                "a decay of {0} is",
                NumberRange.ShareWithin,
                step => step.Decay,
                (step, value) => step with { Decay = value },
                example: 0.5
            )
            .OptionalCount(
                nameof(Epochs),
                "decay-epochs",
                "Epochs per decay",
                "a decay every {0} epochs is",
                NumberRange.AtLeast(1),
                step => step.Epochs,
                (step, value) => step with { Epochs = value },
                example: 10,
                unset: "a third of all"
            );

    /// <inheritdoc/>
    public override PieceDescription<LearningRateSchedule> Describe() => Description;

    /// <summary>The factor for the step size.</summary>
    public double Decay { get; init; } = 0.1;

    /// <summary>Epochs between cuts; null for a third of the run.</summary>
    public int? Epochs { get; init; }

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        Math.Pow(Decay, Math.Floor(Decays(Epochs, progress, losses.Length)));
}
