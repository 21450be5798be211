using Pinhole.Evaluation;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>What a model file says of the model's training.</summary>
internal sealed record TrainingSummary(
    string Data,
    int TrainingRows,
    int ValidationRows,
    int Epochs,
    int BestEpoch,
    StopReason StopReason,
    double Seconds,
    ulong Seed,
    ReconstructionMetrics Train,
    ReconstructionMetrics? Validation)
{
    public static TrainingSummary Of(TrainingRecord record) => new(
        record.Data,
        record.TrainingRows,
        record.ValidationRows,
        record.Epochs.Count,
        record.BestEpoch,
        record.StopReason,
        record.Seconds,
        record.Training.Seed,
        record.Train,
        record.Validation);
}
