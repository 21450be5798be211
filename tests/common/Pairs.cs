namespace Pinhole.Tests.Common;

/// <summary>
/// Few combinations in place of all: every value of a factor meets every value of every other factor at least once.
/// Most faults that need a combination need two values (Kuhn, Wallace and Gallo 2004).
/// </summary>
internal static class Pairs
{
    /// <summary>Combinations that cover all pairs; the same sizes give the same ones.</summary>
    /// <param name="sizes">How many values each factor has; two factors or more.</param>
    /// <returns>For each combination the values of the factors, counted from 0.</returns>
    public static IReadOnlyList<int[]> Cover(params int[] sizes)
    {
        HashSet<(int, int, int, int)> missing = [];
        for (int first = 0; first < sizes.Length; first++)
        for (int second = first + 1; second < sizes.Length; second++)
        for (int a = 0; a < sizes[first]; a++)
        for (int b = 0; b < sizes[second]; b++)
            missing.Add((first, a, second, b));

        List<int[]> combinations = [];
        while (missing.Count > 0)
            combinations.Add(Next(sizes, missing));
        return combinations;
    }

    // Begins with a pair that is missing, and gives each other factor the value that adds most pairs.
    private static int[] Next(int[] sizes, HashSet<(int, int, int, int)> missing)
    {
        int[] values = [.. Enumerable.Repeat(-1, sizes.Length)];
        (int first, int a, int second, int b) = missing.Min();
        (values[first], values[second]) = (a, b);
        for (int factor = 0; factor < sizes.Length; factor++)
        {
            if (values[factor] < 0)
                values[factor] = Enumerable
                    .Range(0, sizes[factor])
                    .MaxBy(value =>
                        Enumerable
                            .Range(0, sizes.Length)
                            .Count(other =>
                                values[other] >= 0 && missing.Contains(Pair(factor, value, other, values[other]))
                            )
                    );
        }

        for (int i = 0; i < sizes.Length; i++)
        for (int j = i + 1; j < sizes.Length; j++)
            missing.Remove((i, values[i], j, values[j]));
        return values;
    }

    private static (int, int, int, int) Pair(int factor, int value, int other, int otherValue) =>
        factor < other ? (factor, value, other, otherValue) : (other, otherValue, factor, value);
}
