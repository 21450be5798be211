namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size is cut again and again, after the same number of epochs each time.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>What the step size is multiplied by.</summary>
    public double Decay { get; init; } = 0.1;

    /// <summary>Epochs from one cut to the next; null for a third of the run.</summary>
    public int? Epochs { get; init; }

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        Math.Pow(Decay, Math.Floor(Decays(Epochs, progress, losses.Length)));

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireDecay(Decay, "decay");
        RequireEpochs(Epochs);
    }
}
