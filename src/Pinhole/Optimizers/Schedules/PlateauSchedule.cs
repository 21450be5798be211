namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size is cut each time the loss has not improved for a few epochs.</summary>
public sealed record PlateauSchedule : LearningRateSchedule
{
    /// <summary>What the step size is multiplied by.</summary>
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

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireDecay(Cut, "cut");
        if (Patience < 0)
            throw new InputException($"a patience of {Patience} epochs is not possible; choose 0 or more");
    }
}
