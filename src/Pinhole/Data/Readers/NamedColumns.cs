namespace Pinhole.Data.Readers;

/// <summary>Finds the columns that a model was trained on, by name.</summary>
internal static class NamedColumns
{
    /// <summary>The columns that a model takes, in the model's order.</summary>
    /// <param name="names">What the columns are called.</param>
    /// <param name="like">The schema of the model; null for no model.</param>
    /// <param name="path">Where the names are, for messages.</param>
    /// <param name="what">What a column is.</param>
    /// <returns>Columns, counted from 0; null keeps all.</returns>
    /// <exception cref="InputException">One is missing, or there several times.</exception>
    public static int[]? Like(IReadOnlyList<string> names, Schema? like, string path, string what)
    {
        IEnumerable<Schema> parts = new[] { like, like?.Context, like?.Targets }.OfType<Schema>();
        string[] wanted =
        [
            .. parts
                .Where(part => part.ColumnNames is not null && !part.IsOneHot)
                .SelectMany(part => part.ColumnNames!),
        ];
        if (like?.ColumnNames is null || wanted.SequenceEqual(names))
            return null;

        Dictionary<string, int> places = [];
        for (int i = 0; i < names.Count; i++)
            places[names[i]] = places.ContainsKey(names[i]) ? -1 : i;
        HashSet<string> own = [.. like.ColumnNames];
        return
        [
            .. wanted
                .Where(name => own.Contains(name) || places.ContainsKey(name))
                .Select(name =>
                    places.GetValueOrDefault(name, -2) switch
                    {
                        >= 0 and int place => place,
                        -1 => throw new InputException(
                            $"{path} has the {what} '{name}' several times, so the model cannot find the one it was "
                                + "trained with; give each an id of its own"
                        ),
                        _ => throw new InputException(
                            $"{path} lacks the {what} '{name}', which the model was trained with; give it rows with "
                                + $"the same {what}s"
                        ),
                    }
                ),
        ];
    }
}
