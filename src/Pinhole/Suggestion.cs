namespace Pinhole;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
public static class Suggestion
{
    /// <summary>The valid name that needs the fewest typing mistakes to become the given one.</summary>
    /// <param name="given">What was typed; capitals do not matter.</param>
    /// <param name="valid">The names there are.</param>
    /// <returns>The nearest name, or null when none is near enough to be a mistyping.</returns>
    public static string? Nearest(string given, IEnumerable<string> valid)
    {
        string? nearest = null;
        int fewest = Math.Max(1, given.Length / 3) + 1;
        foreach (string name in valid)
        {
            int mistakes = Mistakes(given.ToUpperInvariant(), name.ToUpperInvariant());
            if (mistakes < fewest)
                (nearest, fewest) = (name, mistakes);
        }

        return nearest;
    }

    /// <summary>
    /// The line for a name that does not exist: what was given, the nearest name where there is one, and all names.
    /// </summary>
    /// <param name="what">What the name stands for, such as "preprocessing".</param>
    /// <param name="given">What was typed.</param>
    /// <param name="valid">The names there are.</param>
    public static string Unknown(string what, string given, IReadOnlyCollection<string> valid)
    {
        string hint = Nearest(given, valid) is string nearest ? $"did you mean '{nearest}'? " : "";
        return $"unknown {what} '{given}'; {hint}valid: {string.Join(", ", valid)}";
    }

    // The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
    private static int Mistakes(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1],
            last = new int[b.Length + 1],
            current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
