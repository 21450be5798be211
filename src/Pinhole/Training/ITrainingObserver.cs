namespace Pinhole.Training;

/// <summary>Somebody who watches training.</summary>
public interface ITrainingObserver
{
    /// <summary>Called after each step, and once more after each epoch when its validation loss is known.</summary>
    /// <param name="progress">Where training stands.</param>
    /// <returns>Whether to go on.</returns>
    bool Observe(in TrainingProgress progress);
}
