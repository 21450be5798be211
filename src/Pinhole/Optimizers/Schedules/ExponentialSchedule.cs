namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size falls by the same share in each epoch, or evenly over the run.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>What the step size is multiplied by in the course of <see cref="Epochs"/>.</summary>
    public double Decay { get; init; } = 0.1;

    /// <summary>
    /// Epochs in which it is multiplied once, from epoch to epoch; null for a third of the run, from step to step.
    /// </summary>
    public int? Epochs { get; init; }

    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        Math.Pow(Decay, Decays(Epochs, progress, losses.Length));

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireDecay(Decay, "decay");
        RequireEpochs(Epochs);
    }
}
