using Pinhole.Data.Readers;

namespace Pinhole.Data;

/// <summary>Context or targets of a dataset: columns moved out of it, or a file of their own.</summary>
internal static class SideRows
{
    /// <summary>Finds the rows that an option names.</summary>
    /// <param name="rows">The dataset; named columns are moved out of it.</param>
    /// <param name="named">A file, or names of columns, separated by commas; null for nothing.</param>
    /// <param name="option">The name of the option, for messages.</param>
    /// <exception cref="InputException">No such file or column exists, or no column would be left.</exception>
    public static Dataset? Find(ref Dataset rows, string? named, string option)
    {
        if (named is null)
            return null;
        if (File.Exists(named))
            return Dataset.Of(DatasetFile.Read(named, new DataOptions()));
        rows = rows.WithoutColumns(Columns(rows, named, option), out Dataset taken);
        return taken;
    }

    private static List<int> Columns(Dataset rows, string named, string option)
    {
        List<int> columns = [];
        foreach (string name in named.Split(',', StringSplitOptions.TrimEntries))
        {
            int column = rows.Schema.ColumnNames is { } names ? names.ToList().IndexOf(name) : -1;
            if (column < 0)
                throw new InputException(
                    $"{rows.Name} has no column '{name}' for {option}, and there is no file {named}; "
                        + $"{Hint(rows, name)}"
                );
            if (columns.Contains(column))
                throw new InputException($"{option} names column '{name}' twice; name it once");
            columns.Add(column);
        }

        return columns;
    }

    private static string Hint(Dataset rows, string name) =>
        rows.Schema.ColumnNames switch
        {
            null => "its columns have no names, so give a file with as many rows",
            { } names when Suggestion.Nearest(name, names) is string nearest => $"did you mean '{nearest}'?",
            _ => "name columns of the header that are neither labels nor taken already, or a file with as many rows",
        };
}
