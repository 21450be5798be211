namespace Pinhole.Data.Preprocessing;

/// <summary>Numbers above a threshold become 1, the others 0: whether a gene was seen, or an item was bought.</summary>
public sealed class Binarize : Preprocessor
{
    internal const float StandardThreshold = 0;

    /// <summary>Makes it.</summary>
    /// <param name="threshold">The threshold: the largest number that becomes 0.</param>
    /// <exception cref="InputException">It is not finite.</exception>
    public Binarize(float threshold = StandardThreshold)
    {
        if (!float.IsFinite(threshold))
            throw new InputException($"the threshold {threshold} is not finite; choose a number, such as binarize=0.5");
        Threshold = threshold;
        Name = Preprocessors.NameOf("binarize", threshold, StandardThreshold);
    }

    /// <summary>The threshold: the largest number that becomes 0.</summary>
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
