namespace Pinhole.Numerics;

/// <summary>Mutual information, in nats, from histograms.</summary>
internal static class MutualInformation
{
    /// <summary>
    /// Puts values into bins of equal width between the smallest and the largest, like numpy.histogram.
    /// </summary>
    /// <param name="values">[rows].</param>
    /// <param name="bins">How many bins.</param>
    /// <returns>[rows], counted from 0.</returns>
    public static int[] Discretize(ReadOnlySpan<float> values, int bins)
    {
        double least = double.PositiveInfinity,
            greatest = double.NegativeInfinity;
        foreach (float value in values)
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));

        double width = (greatest - least) / bins;
        int[] found = new int[values.Length];
        for (int row = 0; row < found.Length && width > 0; row++)
            found[row] = Math.Clamp((int)((values[row] - least) / width), 0, bins - 1);
        return found;
    }

    /// <summary>The mutual information of two lists of classes, 0 or more.</summary>
    /// <param name="first">[rows], each below <paramref name="firstClasses"/>.</param>
    /// <param name="firstClasses">How many classes there are.</param>
    /// <param name="second">[rows], each below <paramref name="secondClasses"/>.</param>
    /// <param name="secondClasses">How many classes there are.</param>
    public static double Of(ReadOnlySpan<int> first, int firstClasses, ReadOnlySpan<int> second, int secondClasses)
    {
        int[] both = new int[first.Length];
        for (int row = 0; row < both.Length; row++)
            both[row] = (first[row] * secondClasses) + second[row];
        double information =
            Entropy(first, firstClasses) + Entropy(second, secondClasses) - Entropy(both, firstClasses * secondClasses);
        return Math.Max(0, information);
    }

    /// <summary>The empirical entropy of a list of classes.</summary>
    /// <param name="classes">[rows], each below <paramref name="count"/>.</param>
    /// <param name="count">How many classes there are.</param>
    public static double Entropy(ReadOnlySpan<int> classes, int count)
    {
        int[] rows = new int[count];
        foreach (int item in classes)
            rows[item]++;
        double entropy = 0;
        foreach (int found in rows)
        {
            double share = (double)found / classes.Length;
            entropy -= found > 0 ? share * Math.Log(share) : 0;
        }

        return entropy;
    }
}
