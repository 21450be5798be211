namespace Pinhole.Data.Readers;

/// <summary>
/// Labels of cells: a column of a table beside the counts, whose first column has the barcodes; or a label file.
/// </summary>
internal static class CellLabels
{
    private static readonly string[] Kinds = [".tsv", ".csv", ".tsv.gz", ".csv.gz"];

    /// <summary>The labels that the user asked for.</summary>
    /// <param name="folder">Where the counts are.</param>
    /// <param name="labels">The name of a column, or the path of a label file.</param>
    /// <param name="cells">The barcodes.</param>
    /// <exception cref="InputException">There is no such column or file, or a cell has no label.</exception>
    public static ClassLabels Find(string folder, string labels, string[] cells)
    {
        if (File.Exists(labels))
            return LabelFile.Read(labels, folder, cells.Length);

        List<string> known = [];
        foreach (
            string path in Directory
                .EnumerateFiles(folder)
                .Where(path => Kinds.Any(kind => path.EndsWith(kind, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal)
        )
        {
            TableHeader header = CsvTable.FindHeader(path);
            int field = Array.IndexOf(header.Names ?? [], labels);
            if (field > 0)
                return Read(path, header, field, cells);
            known.AddRange(header.Names?.Skip(1) ?? []);
        }

        string advice =
            Suggestion.Nearest(labels, known) is string nearest ? $"did you mean '{nearest}'?"
            : known.Count > 0 ? $"there are {string.Join(", ", known)}"
            : "name a label file with `Labels`";
        throw new InputException($"no table in {folder} has a column '{labels}' beside its barcodes; {advice}");
    }

    private static ClassLabels Read(string path, TableHeader header, int field, string[] cells)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        using CsvTable table = new(path, header);
        while (table.Read())
            found[table.Text(0)] = table.Text(field);

        ClassLabels labels = new();
        foreach (string cell in cells)
            labels.Add(
                found.TryGetValue(cell, out string? label)
                    ? label
                    : throw new InputException(
                        $"{path} has no line for the cell {cell}; give a table with all {cells.Length} cells"
                    )
            );
        return labels.Finish();
    }
}
