using System.Numerics.Tensors;

namespace Pinhole.Data;

/// <summary>A survey of all numbers of some rows.</summary>
internal sealed class NumberSurvey
{
    /// <summary>The smallest number, missing ones aside.</summary>
    public float Minimum { get; private set; } = float.PositiveInfinity;

    /// <summary>The largest number, missing ones aside.</summary>
    public float Maximum { get; private set; } = float.NegativeInfinity;

    /// <summary>How many are NaN: missing.</summary>
    public long Missing { get; private set; }

    /// <summary>How many are 0; counted only while all are whole numbers.</summary>
    public long Zeros { get; private set; }

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Whether all numbers, missing ones aside, are whole.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>Whether all numbers, missing ones aside, are finite.</summary>
    public bool AreFinite => float.IsFinite(Minimum) && float.IsFinite(Maximum);

    // With fewer zeros, they are measurements that happen to be whole, such as grey values.
    private const double MinimumZeros = 0.3;
    private const float MinimumCount = 30;

    // The grey value of white; the columns of a table may be the pixels of images.
    private const float White = 255;

    /// <summary>
    /// Whether they look like counts of how often something was seen, such as reads of genes in cells: whole, never
    /// negative, many of them 0 and some large.
    /// </summary>
    public bool AreCounts =>
        AreWhole && Minimum >= 0 && Maximum is >= MinimumCount and not White && Zeros >= MinimumZeros * Count;

    /// <summary>Adds numbers.</summary>
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

    /// <summary>Adds zeros, given only their count.</summary>
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
