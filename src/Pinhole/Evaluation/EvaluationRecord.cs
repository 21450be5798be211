using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>
/// All figures of a model on some rows, beside PCA. The command prints this record, the report shows it, and JSON
/// stores it. A figure that does not apply to the model or the rows is null.
/// </summary>
public sealed record EvaluationRecord : RowFigures
{
    /// <summary>The model's preset.</summary>
    [JsonPropertyOrder(-5)]
    public required string Model { get; init; }

    /// <summary>The name of the rows.</summary>
    [JsonPropertyOrder(-4)]
    public required string Data { get; init; }

    /// <summary>The number of rows.</summary>
    [JsonPropertyOrder(-3)]
    public required int Rows { get; init; }

    /// <summary>Numbers in a row.</summary>
    [JsonPropertyOrder(-2)]
    public required int Columns { get; init; }

    /// <summary>Numbers in a latent.</summary>
    [JsonPropertyOrder(-1)]
    public required int Latent { get; init; }

    /// <summary>
    /// The errors, in the units of prepared rows; for images, the signal-to-noise ratio is the mean over images. Null
    /// for a classifier.
    /// </summary>
    [JsonIgnore]
    public ReconstructionMetrics? Errors { get; init; }

    /// <summary>The similarity of images, in the units of the data; null if the rows are not images.</summary>
    [JsonIgnore]
    public ImageMetrics? Images { get; init; }

    /// <summary>How well classes are predicted; null for other models than classifiers.</summary>
    [JsonIgnore]
    public ClassificationScores? Classes { get; init; }

    /// <summary>The classes of a classifier; null for other models.</summary>
    [JsonPropertyOrder(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The numbers of a row divided by the numbers of its latent; null for a classifier.</summary>
    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CompressionRatio { get; init; }

    /// <summary>The figures of PCA; null without a baseline.</summary>
    [JsonPropertyOrder(2)]
    public BaselineFigures? Pca { get; init; }

    /// <summary>Why there is no baseline; null if there is one.</summary>
    [JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>The errors before and after denoising; null for a model trained without corruption.</summary>
    [JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DenoisingScores? Denoising { get; init; }

    /// <summary>The likelihood of the rows; null for a model without a Gaussian bottleneck.</summary>
    [JsonPropertyOrder(5)]
    public VariationalMetrics? Variational { get; init; }

    /// <summary>
    /// The log-likelihood of the rows given their latents; null for a model with a Gaussian bottleneck, and if the loss
    /// is not a likelihood.
    /// </summary>
    [JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReconstructionLikelihood? Likelihood { get; init; }

    /// <summary>How much information each layer retains; null for too few rows.</summary>
    [JsonPropertyOrder(6)]
    public InformationRetained? Information { get; init; }

    /// <summary>How well labels are predicted from latents; null without labels.</summary>
    [JsonPropertyOrder(7)]
    public LatentProbes? Probes { get; init; }

    /// <summary>Which latents predict which factors; null if no factors are known.</summary>
    [JsonPropertyOrder(8)]
    public DisentanglementScores? Disentanglement { get; init; }

    /// <summary>The name of the preprocessing; errors are measured after it.</summary>
    [JsonPropertyOrder(9)]
    public required string Preprocessing { get; init; }

    /// <summary>The seed of the noise, the samples and the choice of rows.</summary>
    [JsonPropertyOrder(10)]
    public required ulong Seed { get; init; }

    private protected override (ReconstructionMetrics?, ImageMetrics?, ClassificationScores?) All =>
        (Errors, Images, Classes);

    /// <summary>Writes the record as a JSON object; a number that is not finite becomes null.</summary>
    /// <param name="json">Receives the object.</param>
    public void WriteTo(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, this, EvaluationJson.Default.EvaluationRecord);
}
