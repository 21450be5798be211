using Pinhole.Training;

namespace Pinhole.Tests.Training;

/// <summary>Keeps all it is told, and does something of the test's own at each call.</summary>
internal sealed class Observer(Func<TrainingProgress, bool>? answer = null) : ITrainingObserver
{
    public List<TrainingProgress> Seen { get; } = [];

    public bool Observe(in TrainingProgress progress)
    {
        Seen.Add(progress);
        return answer?.Invoke(progress) ?? true;
    }
}
