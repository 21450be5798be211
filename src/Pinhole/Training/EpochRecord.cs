namespace Pinhole.Training;

/// <summary>The result of one epoch.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Loss">The training loss: the mean over its batches while they were trained on.</param>
/// <param name="Terms">The parts of <paramref name="Loss"/>, by name.</param>
/// <param name="ValidationLoss">The loss of the validation rows after the epoch; null without validation.</param>
/// <param name="LearningRate">The learning rate at its end.</param>
public sealed record EpochRecord(
    int Epoch,
    double Loss,
    IReadOnlyDictionary<string, double> Terms,
    double? ValidationLoss,
    double LearningRate
);
