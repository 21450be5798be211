namespace Pinhole.Data.Preprocessing;

/// <summary>Shifts and scales every column by itself: (value − offset) / scale.</summary>
public abstract class ColumnScaling : Preprocessor
{
    // Rounding changes a float32 by 6e-8 of its size: a column that varies no more than that is constant.
    private protected const double ConstantShare = 1e-7;
    private protected const double MinimumScale = 1e-30;

    private readonly float[] _offset;
    private readonly float[] _scale;
    private readonly float[] _divisor;
    private readonly bool _keepsZeros;

    private protected ColumnScaling(float[] offset, float[] scale)
    {
        if (offset.Length == 0 || offset.Length != scale.Length)
            throw new InputException(
                $"preprocessing has {offset.Length} offsets and {scale.Length} scales; give one of both a column"
            );
        for (int column = 0; column < offset.Length; column++)
        {
            if (!float.IsFinite(offset[column]) || !float.IsFinite(scale[column]) || scale[column] < 0)
                throw new InputException(
                    $"preprocessing has offset {offset[column]} and scale {scale[column]} in column {column + 1}; "
                        + "give finite numbers and no negative scale"
                );
        }

        _offset = offset;
        _scale = scale;
        // Dividing by infinity makes a column of scale 0 zero without a branch for each value.
        _divisor = Array.ConvertAll(scale, value => value == 0 ? float.PositiveInfinity : value);
        _keepsZeros = Array.TrueForAll(offset, value => value == 0);
    }

    /// <summary>What is subtracted from each column: [columns].</summary>
    public ReadOnlySpan<float> Offset => _offset;

    /// <summary>
    /// What each column is divided by: [columns]. A column of scale 0 becomes 0, and its offset when brought back.
    /// </summary>
    public ReadOnlySpan<float> Scale => _scale;

    internal sealed override IReadOnlyList<(string Name, float[] Values)> Learned =>
        [("offset", _offset), ("scale", _scale)];

    internal sealed override bool KeepsZeros => _keepsZeros;

    internal sealed override void ApplyInPlace(ReadOnlySpan<int> places, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((double)values[i] / _divisor[places[i]]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The row does not have the width of the training rows.</exception>
    public sealed override void ApplyInPlace(Span<float> row)
    {
        CheckWidth(row);
        // In double, because the difference of two float32 may overflow float32.
        for (int column = 0; column < row.Length; column++)
            row[column] = (float)(((double)row[column] - _offset[column]) / _divisor[column]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The row does not have the width of the training rows.</exception>
    public sealed override void InvertInPlace(Span<float> row)
    {
        CheckWidth(row);
        for (int column = 0; column < row.Length; column++)
            row[column] = row[column] * _scale[column] + _offset[column];
    }

    private void CheckWidth(ReadOnlySpan<float> row)
    {
        if (row.Length != _offset.Length)
            throw new ArgumentException(
                $"The row has {row.Length} columns, the preprocessing {_offset.Length}.",
                nameof(row)
            );
    }
}
