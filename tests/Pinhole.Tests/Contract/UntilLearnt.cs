using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>Ends a training once it has learnt what a test asks; it looks every 200 steps.</summary>
internal sealed class UntilLearnt(Func<bool> learnt) : ITrainingObserver
{
    public bool Observe(in TrainingProgress progress) => progress.Step % 200 != 0 || !learnt();
}
