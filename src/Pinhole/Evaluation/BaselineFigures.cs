using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>What PCA was measured by on the rows that a model was.</summary>
/// <param name="Count">How many components it has.</param>
/// <param name="Errors">Its errors, in the units the model sees; null where classes are told apart.</param>
/// <param name="Images">How alike images are; null where the rows are none.</param>
/// <param name="Classes">How well least squares on its components tells classes; null where none are told.</param>
/// <param name="CompressionRatio">Numbers in over numbers kept; null where classes are told apart.</param>
public sealed record BaselineFigures(
    [property: JsonIgnore] int Count,
    [property: JsonIgnore] ReconstructionMetrics? Errors,
    [property: JsonIgnore] ImageMetrics? Images,
    [property: JsonIgnore] ClassificationScores? Classes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? CompressionRatio
) : RowFigures
{
    private protected override (ReconstructionMetrics?, ImageMetrics?, ClassificationScores?) All =>
        (Errors, Images, Classes);
}
