using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size falls along half a cosine to zero (Loshchilov and Hutter 2017, without restarts).</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<LearningRateSchedule> Description { get; } =
        new PieceDescription<LearningRateSchedule, CosineSchedule>(
            "cosine",
            "The step size falls along half a cosine to zero",
            new(),
            schedule => ReadWarmUp(schedule) + "cosine, down to zero"
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
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        0.5 * (1 + Math.Cos(Math.PI * progress));
}
