using System.Numerics.Tensors;

namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Clips every number to [−limit, limit], so that a few outliers do not dominate the loss. Mostly used after
/// standardizing, where 10 deviations are the usual limit.
/// </summary>
public sealed class Clip : Preprocessor
{
    internal const float StandardLimit = 10;

    /// <summary>Makes it.</summary>
    /// <param name="limit">The limit, above 0.</param>
    /// <exception cref="InputException">It is not a finite number above 0.</exception>
    public Clip(float limit = StandardLimit)
    {
        if (!(limit > 0 && float.IsFinite(limit)))
            throw new InputException(
                $"numbers cannot be clipped to {limit}; choose a limit above 0, such as " + $"clip={StandardLimit:0}"
            );
        Limit = limit;
        Name = Preprocessors.NameOf("clip", limit, StandardLimit);
    }

    /// <summary>The limit, above 0.</summary>
    internal float Limit { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row) => TensorPrimitives.Clamp(row, -Limit, Limit, row);

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row) { }
}
