namespace Pinhole.Data;

/// <summary>
/// Names by which columns can be told apart, made of names that may be empty, the same, or several lines long.
/// </summary>
internal static class DistinctNames
{
    /// <summary>
    /// Puts each name on one line. A column without a name is called by its position, counted from 1, and what is
    /// called like an earlier one gets a number: a, a (2), a (3).
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
