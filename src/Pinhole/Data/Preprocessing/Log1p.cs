namespace Pinhole.Data.Preprocessing;

/// <summary>
/// log(1 + x) of every number, for counts and amounts that span orders of magnitude. Numbers of −1 or less have no
/// logarithm; they become that of the smallest number above −1.
/// </summary>
public sealed class Log1p : Preprocessor
{
    // Half of a float32's rounding at 1: 1 + x is still above 0.
    internal const float Least = -1 + 6e-8f;

    /// <inheritdoc/>
    public override string Name => "log1p";

    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row)
    {
        for (int column = 0; column < row.Length; column++)
            row[column] = (float)double.LogP1(Math.Max(row[column], Least));
    }

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row)
    {
        for (int column = 0; column < row.Length; column++)
            row[column] = (float)Math.Min(float.MaxValue, double.ExpM1(row[column]));
    }
}
