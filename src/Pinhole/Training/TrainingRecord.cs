using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>
/// The immutable record of a training: its settings, its epochs and its results. A report needs nothing else.
/// </summary>
public sealed record TrainingRecord
{
    /// <summary>The name of the data.</summary>
    public required string Data { get; init; }

    /// <summary>Rows trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Rows kept for validation.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>The split into training and validation rows; null if all were trained on.</summary>
    [JsonIgnore]
    public RowSplit? Split { get; init; }

    /// <summary>Numbers in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>The model's pieces.</summary>
    public required AutoencoderOptions Model { get; init; }

    /// <summary>The training options.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>The name of the fitted preprocessing.</summary>
    public required string Preprocessing { get; init; }

    /// <summary>The number of trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>The epochs, in order.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>The epoch of the model's weights, counted from 1; 0 for the initial weights.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Why training ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The duration of the epochs, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training rows per second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>The numbers of a row divided by the numbers of its latent.</summary>
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
    /// How well a classifier predicts the classes of the validation rows, or of the training rows without validation;
    /// null for other models.
    /// </summary>
    public ClassificationScores? Classes { get; init; }

    /// <summary>
    /// How well least squares on PCA's components predicts them; null for other models and without a baseline.
    /// </summary>
    public ClassificationScores? PcaClasses { get; init; }

    /// <summary>
    /// The variance and divergence of the latents on the validation rows, or on the training rows without validation.
    /// </summary>
    public required LatentUsage Latents { get; init; }

    /// <summary>The dead latent units when the weights were taken; null if they are not counted.</summary>
    public int? DeadUnits { get; init; }

    /// <summary>The pretrained layers; empty without pretraining.</summary>
    public IReadOnlyList<PretrainedLayer> Pretrained { get; init; } = [];

    /// <summary>The findings in the data before training.</summary>
    public IReadOnlyList<LintFinding> Lint { get; init; } = [];

    /// <summary>Warnings; each says what to try.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>
    /// Why there is no baseline, or on how many rows it was fitted; null if it was fitted on all training rows.
    /// </summary>
    public string? BaselineNote { get; init; }

    /// <summary>The PCA the model was compared with, fitted on the training rows; null without a baseline.</summary>
    [JsonIgnore]
    public PrincipalComponents? Baseline { get; init; }
}
