using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size is constant.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<LearningRateSchedule> Description { get; } =
        new PieceDescription<LearningRateSchedule, ConstantSchedule>(
            "constant",
            "The step size is constant",
            new(),
            schedule => ReadWarmUp(schedule) + "constant learning rate"
        ).Number(
            nameof(WarmUp),
            "warmup",
            WarmUpHelp,
            WarmUpRefusal,
            NumberRange.ShareBelowOne,
            schedule => schedule.WarmUp,
            (schedule, value) => schedule with { WarmUp = value },
            example: 0.05
        );

    /// <inheritdoc/>
    public override PieceDescription<LearningRateSchedule> Describe() => Description;

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) => 1;
}
