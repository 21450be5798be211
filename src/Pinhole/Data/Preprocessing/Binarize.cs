namespace Pinhole.Data.Preprocessing;

/// <summary>Makes 1 of every number above a threshold and 0 of the others: whether a gene was seen, an item was bought.</summary>
public sealed class Binarize : Preprocessor
{
    internal const float StandardThreshold = 0;

    private readonly float _threshold;

    /// <summary>Makes it.</summary>
    /// <param name="threshold">The greatest number that still becomes 0.</param>
    /// <exception cref="InputException">It is not finite.</exception>
    public Binarize(float threshold = StandardThreshold)
    {
        if (!float.IsFinite(threshold))
            throw new InputException($"a threshold of {threshold} parts nothing; choose a finite number, such as binarize=0.5");
        _threshold = threshold;
        Name = Preprocessors.NameOf("binarize", threshold, StandardThreshold);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row)
    {
        for (int column = 0; column < row.Length; column++)
            row[column] = row[column] > _threshold ? 1 : 0;
    }

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row)
    {
    }
}
