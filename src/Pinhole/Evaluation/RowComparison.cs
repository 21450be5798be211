using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Evaluation;

/// <summary>
/// A comparison of rows and their reconstructions: errors in the units of prepared rows, and the similarity of images
/// in the units of the data.
/// </summary>
/// <param name="Errors">The errors; their signal-to-noise ratio is computed from the mean squared error.</param>
/// <param name="Images">Means over images; null if the rows are not images.</param>
public sealed record RowComparison(
    [property: JsonIgnore] ReconstructionMetrics Errors,
    [property: JsonIgnore] ImageMetrics? Images
) : RowFigures
{
    private protected override (ReconstructionMetrics?, ImageMetrics?, ClassificationScores?) All =>
        (Errors, Images, null);

    /// <summary>Compares two datasets row by row.</summary>
    /// <param name="original">Rows, in the units of the data.</param>
    /// <param name="other">The same number of rows, of the same width and in the same units.</param>
    /// <param name="preprocessor">The preprocessing of the model.</param>
    /// <exception cref="ArgumentException">The datasets differ in size.</exception>
    public static RowComparison Between(Dataset original, Dataset other, Preprocessor preprocessor)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(preprocessor);
        if (original.Columns != other.Columns || original.Rows != other.Rows)
            throw new ArgumentException(
                $"{original.Rows} rows of {original.Columns} columns cannot be compared with {other.Rows} of "
                    + $"{other.Columns}.",
                nameof(other)
            );

        ReconstructionError error = new();
        float[] left = new float[original.Columns],
            right = new float[original.Columns];
        float minimum = float.PositiveInfinity,
            maximum = float.NegativeInfinity;
        for (int row = 0; row < original.Rows; row++)
        {
            Prepare(original, row, left);
            Prepare(other, row, right);
            error.Add(left, right);
            foreach (float value in left)
                (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        }

        double range = minimum >= 0 && maximum <= 1 ? 1 : (double)maximum - minimum;
        return new RowComparison(error.Result(range), ImageQuality.Measure(original, other));

        void Prepare(Dataset rows, int row, Span<float> target)
        {
            rows.Row(row).CopyTo(target);
            preprocessor.ApplyInPlace(target);
        }
    }
}
