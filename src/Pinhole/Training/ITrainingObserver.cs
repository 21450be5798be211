namespace Pinhole.Training;

/// <summary>Observes a training and may stop it.</summary>
public interface ITrainingObserver
{
    /// <summary>Called after each step, and once more after each epoch when its validation loss is known.</summary>
    /// <param name="progress">The progress of training.</param>
    /// <returns>Whether to continue.</returns>
    bool Observe(in TrainingProgress progress);
}
