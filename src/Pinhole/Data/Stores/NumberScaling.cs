using System.Numerics.Tensors;

namespace Pinhole.Data.Stores;

/// <summary>What becomes of the numbers of a file once they are read.</summary>
internal sealed record NumberScaling
{
    /// <summary>They stay as they are.</summary>
    public static NumberScaling None { get; } = new();

    /// <summary>Pixels of bytes come to lie in [0, 1].</summary>
    public static NumberScaling Pixels { get; } = new() { Divisor = byte.MaxValue };

    /// <summary>What each number is divided by, first of all.</summary>
    public float Divisor { get; init; } = 1;

    /// <summary>What it is then multiplied by.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>What is added last.</summary>
    public double Intercept { get; init; }

    /// <summary>Whether NaN becomes 0.</summary>
    public bool MissingIsZero { get; init; }

    /// <summary>Scales numbers where they lie.</summary>
    public void ApplyInPlace(Span<float> values)
    {
        if (Divisor != 1)
            TensorPrimitives.Divide(values, Divisor, values);
        if (Slope == 1 && Intercept == 0 && !MissingIsZero)
            return;
        foreach (ref float value in values)
            value = MissingIsZero && float.IsNaN(value) ? 0 : (float)((value * Slope) + Intercept);
    }
}
