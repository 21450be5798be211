namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Replaces missing numbers (NaN) by their column's mean over the training rows, or by 0 if the column has no numbers.
/// Rows that are brought back keep the filled numbers.
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
            throw new InputException("the means that fill missing numbers must be finite, one for each column");
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
    /// <exception cref="ArgumentException">The row does not have the width of the training rows.</exception>
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
