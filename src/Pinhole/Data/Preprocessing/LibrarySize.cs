namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Scales every row to the same sum, which makes counts of cells with different sequencing depths comparable. Rows of
/// sum 0 stay. The original sum is lost: rows that are brought back have the common sum.
/// </summary>
public sealed class LibrarySize : Preprocessor
{
    internal const float StandardSum = 10_000;

    /// <summary>Makes it.</summary>
    /// <param name="sum">The sum that each row gets.</param>
    /// <exception cref="InputException">It is not a finite number above 0.</exception>
    public LibrarySize(float sum = StandardSum)
    {
        if (!(sum > 0 && float.IsFinite(sum)))
            throw new InputException(
                $"rows cannot be scaled to a sum of {sum}; choose more than 0, such as library-size={StandardSum:0}"
            );
        Sum = sum;
        Name = Preprocessors.NameOf("library-size", sum, StandardSum);
    }

    /// <summary>The sum of each row.</summary>
    internal float Sum { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row)
    {
        double sum = 0;
        foreach (float value in row)
            sum += value;
        double factor = sum > 0 ? Sum / sum : 1;
        for (int column = 0; column < row.Length; column++)
            row[column] = (float)(row[column] * factor);
    }

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row) { }
}
