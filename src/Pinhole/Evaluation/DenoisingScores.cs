using System.Text.Json;
using System.Text.Json.Serialization;
using Pinhole.Models.Corruptions;

namespace Pinhole.Evaluation;

/// <summary>The errors of noisy rows before and after a model has cleaned them.</summary>
/// <param name="Corruption">The noise that was added to the clean rows.</param>
/// <param name="Noisy">The errors of the noisy rows.</param>
/// <param name="Cleaned">The errors of the rows that the model cleaned.</param>
/// <param name="Pca">The errors of the noisy rows after projection on the components of PCA; null without a
/// baseline.</param>
public sealed record DenoisingScores(
    [property: JsonIgnore] Corruption Corruption,
    RowComparison Noisy,
    [property: JsonPropertyName("model")] RowComparison Cleaned,
    RowComparison? Pca
)
{
    /// <summary>The name of the noise.</summary>
    [JsonPropertyOrder(-2)]
    public string Noise => Corruption.Describe().Name;

    /// <summary>The level of the noise: a standard deviation, or a share of the numbers.</summary>
    [JsonPropertyOrder(-1)]
    public double Level => Corruption.Strength();

    /// <summary>Writes the scores as a JSON object; a number that is not finite becomes null.</summary>
    /// <param name="json">Receives the object.</param>
    public void WriteTo(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, this, EvaluationJson.Default.DenoisingScores);
}
