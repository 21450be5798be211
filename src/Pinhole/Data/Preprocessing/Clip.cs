using System.Numerics.Tensors;

namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Holds every number between −limit and limit, so that a few wild ones do not rule the loss; mostly after
/// standardizing, where 10 deviations are the usual limit.
/// </summary>
public sealed class Clip : Preprocessor
{
    internal const float StandardLimit = 10;

    /// <summary>Makes it.</summary>
    /// <param name="limit">The greatest size that is let through.</param>
    /// <exception cref="InputException">It is not a finite number above 0.</exception>
    public Clip(float limit = StandardLimit)
    {
        if (!(limit > 0 && float.IsFinite(limit)))
            throw new InputException(
                $"numbers cannot be held between -{limit} and {limit}; choose more than 0, such as "
                    + $"clip={StandardLimit:0}"
            );
        Limit = limit;
        Name = Preprocessors.NameOf("clip", limit, StandardLimit);
    }

    /// <summary>The greatest size that is let through.</summary>
    internal float Limit { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row) => TensorPrimitives.Clamp(row, -Limit, Limit, row);

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row) { }
}
