namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Subtracts each column's median and divides by the distance between its quartiles, which outliers hardly change. A
/// column whose quartiles are equal is only shifted.
/// </summary>
public sealed class Robust : ColumnScaling
{
    // At most this many numbers are sorted; of larger data, evenly spaced rows are used.
    private const long MaximumNumbers = 1L << 27;
    private const int MinimumRows = 1000;

    /// <summary>Makes it from what was learned before.</summary>
    /// <param name="offset">The median of each column: [columns].</param>
    /// <param name="scale">The distance between the quartiles: [columns]; 1 for a column whose quartiles are
    /// equal.</param>
    /// <exception cref="InputException">The lengths differ or are 0, or a value is not finite or a scale
    /// negative.</exception>
    public Robust(float[] offset, float[] scale)
        : base(offset, scale) { }

    /// <inheritdoc/>
    public override string Name => "robust";

    /// <summary>Learns the quartiles of each column, in one pass, interpolated between two rows.</summary>
    internal static Robust Fit(IRows train)
    {
        int columns = train.Columns,
            rows = train.Rows;
        int kept = (int)Math.Min(rows, Math.Max(MinimumRows, MaximumNumbers / columns));
        float[][] values = new float[columns][];
        for (int column = 0; column < columns; column++)
            values[column] = new float[kept];
        int row = 0,
            next = 0;
        train.ForEachRow(
            (_, numbers) =>
            {
                if (row++ != (long)next * rows / kept)
                    return;
                for (int column = 0; column < numbers.Length; column++)
                    values[column][next] = numbers[column];
                next++;
            }
        );

        float[] offset = new float[columns],
            scale = new float[columns];
        for (int column = 0; column < columns; column++)
        {
            float[] sorted = values[column];
            Array.Sort(sorted);
            double distance = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
            offset[column] = (float)Quantile(sorted, 0.5);
            scale[column] =
                distance > Math.Abs(offset[column]) * ConstantShare && distance is >= MinimumScale and <= float.MaxValue
                    ? (float)distance
                    : 1;
        }

        return new Robust(offset, scale);
    }

    private static double Quantile(float[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place,
            above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * ((double)sorted[above] - sorted[below]));
    }
}
