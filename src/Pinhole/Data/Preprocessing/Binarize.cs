namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Makes 1 of every number above a threshold and 0 of the others: whether a gene was seen, an item was bought.
/// </summary>
public sealed class Binarize : Preprocessor
{
    internal const float StandardThreshold = 0;

    /// <summary>Makes it.</summary>
    /// <param name="threshold">The greatest number that still becomes 0.</param>
    /// <exception cref="InputException">It is not finite.</exception>
    public Binarize(float threshold = StandardThreshold)
    {
        if (!float.IsFinite(threshold))
            throw new InputException(
                $"a threshold of {threshold} parts nothing; choose a finite number, such as binarize=0.5"
            );
        Threshold = threshold;
        Name = Preprocessors.NameOf("binarize", threshold, StandardThreshold);
    }

    /// <summary>The greatest number that still becomes 0.</summary>
    internal float Threshold { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    internal override bool KeepsZeros => Threshold >= 0;

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row)
    {
        for (int column = 0; column < row.Length; column++)
            row[column] = row[column] > Threshold ? 1 : 0;
    }

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row) { }
}
