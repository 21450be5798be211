using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>The input of the sections of a report.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="Record">Its training.</param>
/// <param name="Data">The rows it was trained with.</param>
/// <param name="Rows">The rows that are shown.</param>
internal sealed record ReportSource(Autoencoder Model, TrainingRecord Record, Dataset Data, ReportRows Rows)
{
    /// <summary>The model's main figures: on unseen rows if there are any.</summary>
    public ReconstructionMetrics ModelFigures => Record.Validation ?? Record.Train;

    /// <summary>PCA's on the same rows; null without a baseline.</summary>
    public ReconstructionMetrics? PcaFigures => Record.PcaValidation ?? Record.PcaTrain;

    /// <summary>The name of what a reconstruction is compared with: the original or the target.</summary>
    public string Original => Data.Targets is null ? "original" : "target";

    /// <summary>The units of errors.</summary>
    public string Units =>
        Model.OutputPreprocessor.Name switch
        {
            "none" => "in the units of the data",
            "minmax" => "with every column scaled to [0, 1]",
            "standardize" => "with every column scaled to mean 0 and variance 1",
            string other => $"after {other.Replace(",", ", ", StringComparison.Ordinal)}",
        };
}
