using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size is cut again and again, after the same number of epochs each time.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<LearningRateSchedule> Description { get; } =
        new PieceDescription<LearningRateSchedule, StepSchedule>(
            "step",
            "The step size is cut again and again, after the same number of epochs each time",
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
                "What the step size is multiplied by",
                "a decay of {0} is",
                NumberRange.ShareWithin,
                step => step.Decay,
                (step, value) => step with { Decay = value },
                example: 0.5
            )
            .OptionalCount(
                nameof(Epochs),
                "decay-epochs",
                "Epochs from one time to the next",
                "a decay every {0} epochs is",
                NumberRange.AtLeast(1),
                step => step.Epochs,
                (step, value) => step with { Epochs = value },
                example: 10,
                unset: "a third of all"
            );

    /// <inheritdoc/>
    public override PieceDescription<LearningRateSchedule> Describe() => Description;

    /// <summary>What the step size is multiplied by.</summary>
    public double Decay { get; init; } = 0.1;

    /// <summary>Epochs from one cut to the next; null for a third of the run.</summary>
    public int? Epochs { get; init; }

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        Math.Pow(Decay, Math.Floor(Decays(Epochs, progress, losses.Length)));
}
