using System.Text.Json;
using System.Text.Json.Serialization;
using Pinhole.Models.Corruptions;

namespace Pinhole.Evaluation;

/// <summary>How near noisy rows are to the clean ones, before and after a model has cleaned them.</summary>
/// <param name="Corruption">What was done to the clean rows.</param>
/// <param name="Noisy">How far the noisy rows are from the clean ones.</param>
/// <param name="Cleaned">How far the cleaned ones are.</param>
/// <param name="Pca">How far the noisy rows are once they are projected on the components of PCA; null without a
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

    /// <summary>How strong it is: a standard deviation, or a share of the numbers.</summary>
    [JsonPropertyOrder(-1)]
    public double Level => Corruption.Strength();

    /// <summary>Writes the scores as a JSON object; a number that is not finite becomes null.</summary>
    /// <param name="json">Where it goes.</param>
    public void WriteTo(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, this, EvaluationJson.Default.DenoisingScores);
}
