namespace Pinhole.Training;

/// <summary>The progress of training after a step; a copy, independent of the model.</summary>
/// <param name="Epoch">The current epoch, counted from 1.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Step">The steps taken, over all epochs.</param>
/// <param name="Steps">The number of steps, over all epochs.</param>
/// <param name="Loss">The mean loss of this epoch's batches so far.</param>
/// <param name="EpochEnded">Whether this describes a whole epoch, not a step.</param>
/// <param name="ValidationLoss">The validation loss after this epoch; null before its end, or without
/// validation.</param>
/// <param name="LearningRate">The learning rate of this step.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="SamplesPerSecond">Training rows per second so far.</param>
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
    /// The layer that is being pretrained, which all numbers here describe; null when all layers are trained together.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>The time left at the speed so far, without early stopping.</summary>
    public TimeSpan Remaining => Step == 0 ? TimeSpan.Zero : Elapsed * ((double)(Steps - Step) / Step);
}
