using Pinhole.Evaluation;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// The summary of a training in a model file. Nothing here depends on the clock: the same seed gives the same file.
/// </summary>
internal sealed record TrainingSummary(
    string Data,
    int TrainingRows,
    int ValidationRows,
    int Epochs,
    int BestEpoch,
    StopReason StopReason,
    ulong Seed,
    ReconstructionMetrics Train,
    ReconstructionMetrics? Validation
)
{
    public static TrainingSummary Of(TrainingRecord record) =>
        new(
            record.Data,
            record.TrainingRows,
            record.ValidationRows,
            record.Epochs.Count,
            record.BestEpoch,
            record.StopReason,
            record.Training.Seed,
            record.Train,
            record.Validation
        );
}
