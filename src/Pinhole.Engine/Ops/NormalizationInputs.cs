using Pinhole.Engine.Autograd;

namespace Pinhole.Engine.Ops;

/// <summary>The common inputs of normalizations: x [batch, features], scale [features] and shift [features].</summary>
public static class NormalizationInputs
{
    /// <summary>
    /// Added to a variance before its root is taken, as in PyTorch, so that a constant feature does not divide by zero.
    /// </summary>
    public const float Epsilon = 1e-5f;

    /// <summary>Refuses shapes that do not fit together; any after x must be [features].</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal static Shape Check(Op op, ReadOnlySpan<Shape> inputs)
    {
        Shape x = inputs[0];
        foreach (Shape figures in inputs[1..])
        {
            if (x.Rank != 2 || figures != new Shape(x.Columns))
                throw new ArgumentException(
                    $"{op.GetType().Name} needs x [batch, features] and figures [features], not {x} and {figures}."
                );
        }

        return x;
    }
}
