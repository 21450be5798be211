namespace Pinhole.Training;

/// <summary>Where training stands after a step; a copy of numbers, never a view of the model.</summary>
/// <param name="Epoch">The current epoch, counted from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done, over all epochs.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Loss">The mean loss of this epoch's batches so far.</param>
/// <param name="EpochEnded">Whether this tells of a whole epoch, not of a step.</param>
/// <param name="ValidationLoss">The validation loss after this epoch; null until it is over, or without
/// validation.</param>
/// <param name="LearningRate">The step size of this step.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="SamplesPerSecond">Training rows a second so far.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    long Step,
    long Steps,
    double Loss,
    bool EpochEnded,
    double? ValidationLoss,
    double LearningRate,
    TimeSpan Elapsed,
    double SamplesPerSecond
)
{
    /// <summary>
    /// Which layer is being pretrained, for people, and what all numbers here tell of; null once all are trained
    /// together.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>How long the rest takes at the pace so far, if no epoch is spared.</summary>
    public TimeSpan Remaining => Step == 0 ? TimeSpan.Zero : Elapsed * ((double)(Steps - Step) / Step);
}
