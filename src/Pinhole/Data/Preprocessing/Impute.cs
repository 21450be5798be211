namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Puts a column's mean over the training rows in the place of a number that is missing (NaN); 0 where a column has
/// none at all. Nothing is missing when rows are brought back.
/// </summary>
public sealed class Impute : Preprocessor
{
    /// <summary>Makes it from what was learned before.</summary>
    /// <param name="mean">What each column is filled with: [columns].</param>
    /// <exception cref="InputException">A number is not finite, or there is none.</exception>
    public Impute(float[] mean)
    {
        ArgumentNullException.ThrowIfNull(mean);
        if (mean.Length == 0 || Array.Exists(mean, value => !float.IsFinite(value)))
            throw new InputException("what fills missing numbers must be finite, one number a column");
        Mean = mean;
    }

    /// <summary>What each column is filled with, [columns].</summary>
    internal float[] Mean { get; }

    /// <inheritdoc/>
    public override string Name => "impute";

    internal override IReadOnlyList<(string Name, float[] Values)> Learned => [("mean", Mean)];

    /// <summary>Learns the means, in double precision.</summary>
    internal static Impute Fit(IRows train)
    {
        double[] sums = new double[train.Columns];
        long[] counts = new long[train.Columns];
        train.ForEachRow(
            (_, row) =>
            {
                for (int column = 0; column < row.Length; column++)
                {
                    if (float.IsNaN(row[column]))
                        continue;
                    sums[column] += row[column];
                    counts[column]++;
                }
            }
        );
        return new Impute([.. sums.Select((sum, column) => (float)(sum / Math.Max(1, counts[column])))]);
    }

    internal override bool KeepsZeros => true;

    internal override void ApplyInPlace(ReadOnlySpan<int> places, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = float.IsNaN(values[i]) ? Mean[places[i]] : values[i];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The row has another width than the rows it was fitted on.</exception>
    public override void ApplyInPlace(Span<float> row)
    {
        if (row.Length != Mean.Length)
            throw new ArgumentException(
                $"The row has {row.Length} columns, the preprocessing {Mean.Length}.",
                nameof(row)
            );
        for (int column = 0; column < row.Length; column++)
            row[column] = float.IsNaN(row[column]) ? Mean[column] : row[column];
    }

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row) { }
}
