namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size stays.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) => 1;
}
