using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>The figures of PCA on the same rows as the model's.</summary>
/// <param name="Count">The number of components.</param>
/// <param name="Errors">Its errors, in the units of prepared rows; null for a classifier.</param>
/// <param name="Images">The similarity of images; null if the rows are not images.</param>
/// <param name="Classes">How well least squares on its components predicts classes; null for other models than
/// classifiers.</param>
/// <param name="CompressionRatio">The numbers of a row divided by the numbers of its latent; null for a
/// classifier.</param>
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
