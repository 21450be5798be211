namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Brings every column of the training rows to [0, 1]. A constant column becomes 0, and its constant when brought back.
/// </summary>
public sealed class MinMax : ColumnScaling
{
    internal static readonly (float Minimum, float Maximum) Bounds = (0, 1);

    /// <summary>Makes it from what was learned before.</summary>
    /// <param name="offset">The smallest value of each column: [columns].</param>
    /// <param name="scale">The greatest less the smallest: [columns]; 0 for a constant column.</param>
    /// <exception cref="InputException">The lengths differ or are 0, or a value is not finite or a scale negative.</exception>
    public MinMax(float[] offset, float[] scale)
        : base(offset, scale)
    {
    }

    /// <inheritdoc/>
    public override string Name => "minmax";

    /// <summary>Learns the bounds of each column.</summary>
    /// <param name="train">The training rows.</param>
    /// <exception cref="InputException">A column spans more than float32 can hold.</exception>
    public static MinMax Fit(Dataset train)
    {
        float[] minimum = train.Row(0).ToArray(), maximum = train.Row(0).ToArray();
        for (int index = 1; index < train.Rows; index++)
        {
            ReadOnlySpan<float> row = train.Row(index);
            for (int column = 0; column < row.Length; column++)
            {
                minimum[column] = row[column] < minimum[column] ? row[column] : minimum[column];
                maximum[column] = row[column] > maximum[column] ? row[column] : maximum[column];
            }
        }

        float[] scale = new float[train.Columns];
        for (int column = 0; column < scale.Length; column++)
        {
            scale[column] = maximum[column] - minimum[column];
            if (!float.IsFinite(scale[column]))
                throw new InputException($"{train.Name}: {train.Schema.ColumnTitle(column)} spans more than float32 can hold; divide it by a power of ten first");
        }

        return new MinMax(minimum, scale);
    }

    /// <inheritdoc/>
    public override (float Minimum, float Maximum)? OutputRange(Schema schema) => Bounds;
}
