using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>
/// What was trained on what, how it went and what came out: all a report needs, and nothing that changes.
/// </summary>
public sealed record TrainingRecord
{
    /// <summary>What the data are called.</summary>
    public required string Data { get; init; }

    /// <summary>Rows trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Rows kept for validation.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>
    /// Which rows were trained on and which were kept for validation; null where all were trained on.
    /// </summary>
    [JsonIgnore]
    public RowSplit? Split { get; init; }

    /// <summary>Numbers in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>The model's pieces.</summary>
    public required AutoencoderOptions Model { get; init; }

    /// <summary>How it was trained.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>The preprocessing that was fitted, by name.</summary>
    public required string Preprocessing { get; init; }

    /// <summary>How many numbers training changed.</summary>
    public required long Parameters { get; init; }

    /// <summary>The epochs, in order.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>The epoch whose weights the model has, counted from 1; 0 for the weights it started from.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Why training ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>How long the epochs took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training rows a second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Input numbers over latent numbers.</summary>
    public required double CompressionRatio { get; init; }

    /// <summary>The model's errors on the training rows.</summary>
    public required ReconstructionMetrics Train { get; init; }

    /// <summary>The model's errors on the validation rows; null without validation.</summary>
    public ReconstructionMetrics? Validation { get; init; }

    /// <summary>PCA's errors on the training rows; null without a baseline.</summary>
    public ReconstructionMetrics? PcaTrain { get; init; }

    /// <summary>PCA's errors on the validation rows; null without validation or without a baseline.</summary>
    public ReconstructionMetrics? PcaValidation { get; init; }

    /// <summary>
    /// How well a model that gives classes tells those of the validation rows, or of the training rows without
    /// validation; null for others.
    /// </summary>
    public ClassificationScores? Classes { get; init; }

    /// <summary>
    /// How well least squares on PCA's components tells them; null for models that give something else, and without a
    /// baseline.
    /// </summary>
    public ClassificationScores? PcaClasses { get; init; }

    /// <summary>What the latents tell of the validation rows, or of the training rows without validation.</summary>
    public required LatentUsage Latents { get; init; }

    /// <summary>
    /// Latent units that had not been active for long when the weights were taken; null where that is not counted.
    /// </summary>
    public int? DeadUnits { get; init; }

    /// <summary>The layers that were trained one by one before; empty where none were.</summary>
    public IReadOnlyList<PretrainedLayer> Pretrained { get; init; } = [];

    /// <summary>What was to be seen of the data before.</summary>
    public IReadOnlyList<LintFinding> Lint { get; init; } = [];

    /// <summary>What the user should know: each says what to try.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>
    /// What to know of the baseline: why there is none, or on how many rows it was fitted; null where it was fitted on
    /// all training rows.
    /// </summary>
    public string? BaselineNote { get; init; }

    /// <summary>The PCA the model was compared with, fitted on the training rows; null without a baseline.</summary>
    [JsonIgnore]
    public PrincipalComponents? Baseline { get; init; }
}
