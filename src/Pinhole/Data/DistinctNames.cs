namespace Pinhole.Data;

/// <summary>Makes column names distinct. The names given may be empty, repeated, or several lines long.</summary>
internal static class DistinctNames
{
    /// <summary>
    /// Puts each name on one line. A column without a name is named by its position, counted from 1, and repeated names
    /// get a number: a, a (2), a (3).
    /// </summary>
    public static string[] Of(IEnumerable<string> names)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        return
        [
            .. names.Select(
                (name, i) =>
                    Free(name.ReplaceLineEndings(" ").Trim() is { Length: > 0 } line ? line : $"{i + 1}", taken)
            ),
        ];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++)
            free = $"{name} ({number})";
        return free;
    }
}
