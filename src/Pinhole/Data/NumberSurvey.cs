using System.Numerics.Tensors;

namespace Pinhole.Data;

/// <summary>What a look at every number of some rows has shown.</summary>
internal sealed class NumberSurvey
{
    /// <summary>The smallest number that is there.</summary>
    public float Minimum { get; private set; } = float.PositiveInfinity;

    /// <summary>The greatest number that is there.</summary>
    public float Maximum { get; private set; } = float.NegativeInfinity;

    /// <summary>How many are NaN: missing.</summary>
    public long Missing { get; private set; }

    /// <summary>How many are 0, as long as all are whole.</summary>
    public long Zeros { get; private set; }

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Whether all that are there are whole numbers.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>Whether all that are there are finite.</summary>
    public bool AreFinite => float.IsFinite(Minimum) && float.IsFinite(Maximum);

    // Fewer zeros are measurements that happen to be whole, such as grey values.
    private const double LeastZeros = 0.3;
    private const float LeastCount = 30;

    // The greatest grey value of images, whose columns may have been written as a table.
    private const float White = 255;

    /// <summary>
    /// Whether they look like counts of how often something was seen, such as reads of genes in cells: whole, never
    /// negative, many of them 0 and some large.
    /// </summary>
    public bool AreCounts =>
        AreWhole && Minimum >= 0 && Maximum is >= LeastCount and not White && Zeros >= LeastZeros * Count;

    /// <summary>Looks at some numbers.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        Count += values.Length;
        (float minimum, float maximum) = (TensorPrimitives.Min(values), TensorPrimitives.Max(values));
        if (float.IsNaN(minimum))
            (minimum, maximum) = WithoutMissing(values);
        Minimum = MathF.Min(Minimum, minimum);
        Maximum = MathF.Max(Maximum, maximum);
        for (int i = 0; i < values.Length && AreWhole; i++)
        {
            float value = values[i];
            Zeros += value == 0 ? 1 : 0;
            AreWhole = value == MathF.Floor(value) || float.IsNaN(value);
        }
    }

    /// <summary>Looks at some zeros, of which it is enough to know how many they are.</summary>
    public void AddZeros(long count)
    {
        if (count == 0)
            return;
        Count += count;
        Zeros += count;
        Minimum = MathF.Min(Minimum, 0);
        Maximum = MathF.Max(Maximum, 0);
    }

    private (float Minimum, float Maximum) WithoutMissing(ReadOnlySpan<float> values)
    {
        float minimum = float.PositiveInfinity,
            maximum = float.NegativeInfinity;
        foreach (float value in values)
        {
            Missing += float.IsNaN(value) ? 1 : 0;
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        return (minimum, maximum);
    }
}
