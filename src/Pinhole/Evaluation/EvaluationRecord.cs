using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>
/// All that was measured of a model on some rows, beside PCA: the one result that the command prints, a report shows
/// and JSON keeps. What does not apply to the model or to the rows is null.
/// </summary>
public sealed record EvaluationRecord : RowFigures
{
    /// <summary>The model's preset.</summary>
    [JsonPropertyOrder(-5)]
    public required string Model { get; init; }

    /// <summary>What the rows are called.</summary>
    [JsonPropertyOrder(-4)]
    public required string Data { get; init; }

    /// <summary>How many rows there are.</summary>
    [JsonPropertyOrder(-3)]
    public required int Rows { get; init; }

    /// <summary>Numbers in a row.</summary>
    [JsonPropertyOrder(-2)]
    public required int Columns { get; init; }

    /// <summary>Numbers that the model keeps of a row.</summary>
    [JsonPropertyOrder(-1)]
    public required int Latent { get; init; }

    /// <summary>
    /// The errors, in the units the model sees; of images the signal-to-noise ratio is the mean over images. Null for
    /// a model that gives classes, of which distances between numbers say little.
    /// </summary>
    [JsonIgnore]
    public ReconstructionMetrics? Errors { get; init; }

    /// <summary>How alike images are, in the units of the data; null where the rows are none.</summary>
    [JsonIgnore]
    public ImageMetrics? Images { get; init; }

    /// <summary>How well classes are told apart; null for a model that gives something else.</summary>
    [JsonIgnore]
    public ClassificationScores? Classes { get; init; }

    /// <summary>The classes that the model knows; null for a model that gives something else.</summary>
    [JsonPropertyOrder(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Numbers in over numbers kept; null for a model that gives classes.</summary>
    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CompressionRatio { get; init; }

    /// <summary>The same of PCA; null without a baseline.</summary>
    [JsonPropertyOrder(2)]
    public BaselineFigures? Pca { get; init; }

    /// <summary>Why there is no baseline; null where there is one.</summary>
    [JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>What cleaning was worth; null for a model that has not learned to clean rows.</summary>
    [JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DenoisingScores? Denoising { get; init; }

    /// <summary>How likely the rows are; null for a model without a Gaussian bottleneck.</summary>
    [JsonPropertyOrder(5)]
    public VariationalMetrics? Variational { get; init; }

    /// <summary>
    /// How likely the rows are as they are rebuilt; null for a model with a Gaussian bottleneck, and for one whose loss
    /// is no likelihood.
    /// </summary>
    [JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReconstructionLikelihood? Likelihood { get; init; }

    /// <summary>What each layer retains of the rows; null where they are too few to tell.</summary>
    [JsonPropertyOrder(6)]
    public InformationRetained? Information { get; init; }

    /// <summary>What latents tell of labels; null without labels.</summary>
    [JsonPropertyOrder(7)]
    public LatentProbes? Probes { get; init; }

    /// <summary>Which latents tell of which factors; null where no factors are known.</summary>
    [JsonPropertyOrder(8)]
    public DisentanglementScores? Disentanglement { get; init; }

    /// <summary>The preprocessing that the errors are measured after, by name.</summary>
    [JsonPropertyOrder(9)]
    public required string Preprocessing { get; init; }

    /// <summary>Where noise, samples and the choice of rows came from.</summary>
    [JsonPropertyOrder(10)]
    public required ulong Seed { get; init; }

    private protected override (ReconstructionMetrics?, ImageMetrics?, ClassificationScores?) All =>
        (Errors, Images, Classes);

    /// <summary>Writes the record as a JSON object; a number that is not finite becomes null.</summary>
    /// <param name="json">Where it goes.</param>
    public void WriteTo(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, this, EvaluationJson.Default.EvaluationRecord);
}
