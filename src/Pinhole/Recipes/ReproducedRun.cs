using System.Text.Json.Serialization;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>The result of one training of a recipe.</summary>
/// <param name="Variation">How it differs from the others, apart from the seed; empty if it does not.</param>
/// <param name="Seed">The seed of training.</param>
/// <param name="Figures">The figures by name; the main figure is first.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Seconds">Its duration in seconds, with pretraining and measuring.</param>
/// <param name="Series">Its line in the chart; null for none.</param>
/// <param name="At">Its position on that line; null for none.</param>
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
    /// <summary>The main figure.</summary>
    [JsonIgnore]
    public double Figure => Figures.Values.First();

    /// <summary>Creates the result of a training.</summary>
    /// <param name="run">The training.</param>
    /// <param name="record">Its record.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="measuring">The duration of measuring.</param>
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
