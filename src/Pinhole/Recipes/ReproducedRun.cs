using System.Text.Json.Serialization;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>What one training of a recipe came to.</summary>
/// <param name="Variation">What tells it from the others, but for the seed; empty where there is none.</param>
/// <param name="Seed">The seed of training.</param>
/// <param name="Figures">What was measured, by name; first the figure that counts.</param>
/// <param name="Epochs">How many epochs it was trained.</param>
/// <param name="Seconds">How long that took, the pretraining of layers and the measuring included.</param>
/// <param name="Series">The line of the chart that it is a point of; null for none.</param>
/// <param name="At">Its place on that line; null for none.</param>
public sealed record ReproducedRun(
    string Variation,
    ulong Seed,
    IReadOnlyDictionary<string, double> Figures,
    int Epochs,
    double Seconds,
    string? Series = null,
    double? At = null
)
{
    /// <summary>The figure that counts.</summary>
    [JsonIgnore]
    public double Figure => Figures.Values.First();

    /// <summary>What a training came to.</summary>
    /// <param name="run">What was trained.</param>
    /// <param name="record">Its training.</param>
    /// <param name="figures">What was measured.</param>
    /// <param name="measuring">How long measuring took.</param>
    public static ReproducedRun Of(
        RecipeRun run,
        TrainingRecord record,
        IReadOnlyDictionary<string, double> figures,
        TimeSpan measuring
    )
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(record);
        double seconds = record.Seconds + record.Pretrained.Sum(layer => layer.Seconds) + measuring.TotalSeconds;
        return new ReproducedRun(
            run.Variation,
            run.Experiment.Seed,
            figures,
            record.Epochs.Count,
            seconds,
            run.Series,
            run.At
        );
    }
}
