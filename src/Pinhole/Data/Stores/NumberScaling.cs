using System.Numerics.Tensors;

namespace Pinhole.Data.Stores;

/// <summary>The scaling of numbers as they are read from a file.</summary>
internal sealed record NumberScaling
{
    /// <summary>Numbers stay as they are.</summary>
    public static NumberScaling None { get; } = new();

    /// <summary>Byte pixels become numbers in [0, 1].</summary>
    public static NumberScaling Pixels { get; } = new() { Divisor = byte.MaxValue };

    /// <summary>First: the divisor.</summary>
    public float Divisor { get; init; } = 1;

    /// <summary>Second: the factor.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>Last: the number that is added.</summary>
    public double Intercept { get; init; }

    /// <summary>Whether NaN becomes 0.</summary>
    public bool MissingIsZero { get; init; }

    /// <summary>Scales numbers in place.</summary>
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
