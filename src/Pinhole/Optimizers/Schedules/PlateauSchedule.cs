using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size is cut whenever the loss has not improved for a few epochs.</summary>
public sealed record PlateauSchedule : LearningRateSchedule
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<LearningRateSchedule> Description { get; } =
        new PieceDescription<LearningRateSchedule, PlateauSchedule>(
            "plateau",
            "The step size is cut whenever the loss has not improved for a few epochs",
            new(),
            plateau =>
                ReadWarmUp(plateau)
                + $"times {Reading.Number(plateau.Cut)} after {plateau.Patience} epochs without progress"
        )
            .Number(
                nameof(WarmUp),
                "warmup",
                WarmUpHelp,
                WarmUpRefusal,
                NumberRange.ShareBelowOne,
                plateau => plateau.WarmUp,
                (plateau, value) => plateau with { WarmUp = value },
                example: 0.05
            )
            .Number(
                nameof(Cut),
                "decay",
                "The factor for the step size",
                "a cut of {0} is",
                NumberRange.ShareWithin,
                plateau => plateau.Cut,
                (plateau, value) => plateau with { Cut = value },
                example: 0.5
            )
            .Count(
                nameof(Patience),
                "decay-epochs",
                "Epochs without improvement before a cut",
                "a patience of {0} epochs is",
                NumberRange.NotNegative,
                plateau => plateau.Patience,
                (plateau, value) => plateau with { Patience = value }
            );

    /// <inheritdoc/>
    public override PieceDescription<LearningRateSchedule> Describe() => Description;

    /// <summary>The factor for the step size.</summary>
    public double Cut { get; init; } = 0.5;

    /// <summary>Epochs without improvement before a cut.</summary>
    public int Patience { get; init; } = 5;

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses)
    {
        double factor = 1,
            best = double.PositiveInfinity;
        int waited = 0;
        foreach (double loss in losses)
        {
            if (loss < best)
            {
                best = loss;
                waited = 0;
            }
            else if (++waited > Patience)
            {
                factor *= Cut;
                waited = 0;
            }
        }

        return factor;
    }
}
