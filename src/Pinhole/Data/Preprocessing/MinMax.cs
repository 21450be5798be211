using System.Numerics.Tensors;

namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Brings every column of the training rows to [0, 1]. A constant column becomes 0, and its constant when brought back.
/// </summary>
public sealed class MinMax : ColumnScaling
{
    /// <summary>Makes it from what was learned before.</summary>
    /// <param name="offset">The smallest value of each column: [columns].</param>
    /// <param name="scale">The range (largest minus smallest) of each column: [columns]; 0 for a constant
    /// column.</param>
    /// <exception cref="InputException">The lengths differ or are 0, or a value is not finite or a scale
    /// negative.</exception>
    public MinMax(float[] offset, float[] scale)
        : base(offset, scale) { }

    /// <inheritdoc/>
    public override string Name => "minmax";

    /// <summary>Learns the bounds of each column.</summary>
    /// <exception cref="InputException">A column spans more than float32 can hold.</exception>
    internal static MinMax Fit(IRows train)
    {
        float[] minimum = new float[train.Columns],
            maximum = new float[train.Columns];
        Array.Fill(minimum, float.PositiveInfinity);
        Array.Fill(maximum, float.NegativeInfinity);
        train.ForEachRow(
            (_, row) =>
            {
                TensorPrimitives.Min(row, minimum, minimum);
                TensorPrimitives.Max(row, maximum, maximum);
            }
        );

        float[] scale = new float[minimum.Length];
        for (int column = 0; column < scale.Length; column++)
        {
            scale[column] = maximum[column] - minimum[column];
            if (!float.IsFinite(scale[column]))
                throw new InputException(
                    $"{train.Name}: {train.Schema.ColumnTitle(column)} spans more than float32 can hold; "
                        + "divide it by a power of ten first"
                );
        }

        return new MinMax(minimum, scale);
    }
}
