using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>All that the sections of a report are made from.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="Record">Its training.</param>
/// <param name="Data">The rows it was trained with.</param>
/// <param name="Rows">Those of them that are shown.</param>
internal sealed record ReportSource(Autoencoder Model, TrainingRecord Record, Dataset Data, ReportRows Rows)
{
    /// <summary>The model's figures that count: on unseen rows where there are any.</summary>
    public ReconstructionMetrics ModelFigures => Record.Validation ?? Record.Train;

    /// <summary>PCA's on the same rows; null without a baseline.</summary>
    public ReconstructionMetrics? PcaFigures => Record.PcaValidation ?? Record.PcaTrain;

    /// <summary>What stands beside a reconstruction: the row as it was, or its target.</summary>
    public string Original => Data.Targets is null ? "original" : "target";

    /// <summary>In what units errors are.</summary>
    public string Units =>
        Model.OutputPreprocessor.Name switch
        {
            "none" => "in the units of the data",
            "minmax" => "with every column scaled to [0, 1]",
            "standardize" => "with every column scaled to mean 0 and variance 1",
            string other => $"after {other.Replace(",", ", ", StringComparison.Ordinal)}",
        };
}
