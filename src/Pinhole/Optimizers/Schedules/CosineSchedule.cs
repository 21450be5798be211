namespace Pinhole.Optimizers.Schedules;

/// <summary>The step size falls along half a cosine to zero (Loshchilov and Hutter 2017, without restarts).</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    protected override double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses) =>
        0.5 * (1 + Math.Cos(Math.PI * progress));
}
