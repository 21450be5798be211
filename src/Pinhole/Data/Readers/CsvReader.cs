using System.Globalization;
using CsvHelper;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads tables of numbers in text: commas, semicolons or tabs between the fields (found by itself), quotes, gzip,
/// and a header where there is one.
/// </summary>
internal static class CsvReader
{
    private static readonly string[] LabelColumns = ["label", "labels", "class", "target"];

    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1 << 26,
    };

    /// <summary>Reads rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Where labels are, and how much memory the rows may take.</param>
    public static Dataset Read(string path, DataOptions options)
    {
        string? labels = options.Labels;
        CsvHeader header = Guard(path, () => CsvHeader.Find(path, Options));
        int labelColumn = LabelColumn(header, labels, path);
        if (header.Columns == 1 && labelColumn == 0)
            throw new InputException($"{path} has no columns but the label; give rows with at least one number");

        ClassLabels classes = new();
        RowStore rows = Guard(path, () => ReadRows(path, header, labelColumn, classes, options.MostBytes));
        if (labelColumn >= 0)
            classes.Finish();
        else if (labels is not null)
            classes = LabelFile.Read(labels, path, rows.Rows);

        string[]? names = header.Names?.Where((_, column) => column != labelColumn).ToArray();
        Schema schema = new() { Columns = rows.Columns, ColumnNames = names, ClassNames = labels is null ? [] : classes.Names };
        return Dataset.FromStore(rows, schema, Path.GetFileName(path), labels is null ? null : classes.Labels);
    }

    /// <summary>Reads a label file: one label a line, with or without a header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many labels are wanted: one line more means that the first is a header.</param>
    public static ClassLabels ReadLabels(string path, int rows) => Guard(path, () =>
    {
        List<string> lines = [];
        using CsvHelper.CsvReader reader = Open(path);
        while (reader.Read())
        {
            if (reader.FieldCount != 1 || reader.IsEmpty(0))
                throw new InputException($"{path}, line {reader.LineNumber}: {reader.FieldCount} fields; a label file has one label a line");
            lines.Add(reader.GetString(0));
        }

        ClassLabels labels = new();
        foreach (string line in lines.Skip(lines.Count == rows + 1 ? 1 : 0))
            labels.Add(line);
        return labels;
    });

    private static int LabelColumn(CsvHeader header, string? labels, string path)
    {
        if (labels is null)
            return -1;
        if (header.Names is { } names)
        {
            int named = Array.FindIndex(names, name => labels == "auto" ? LabelColumns.Contains(name.ToLowerInvariant()) : name == labels);
            if (named >= 0)
                return named;
        }

        if (labels == "last")
            return header.Columns - 1;
        if (labels == "auto")
            throw new InputException($"{path} has no column called {string.Join(", ", LabelColumns)}; name the label column with --labels COLUMN, or say --labels last");
        if (File.Exists(labels))
            return -1;

        if (header.Names is null)
            throw new InputException($"{path} has no header to find a column '{labels}' in, and there is no file of that name; say --labels last, or name a label file");
        string hint = Suggestion.Nearest(labels, header.Names) is string nearest ? $"did you mean '{nearest}'?" : "name a column of the header or a label file";
        throw new InputException($"{path} has no column '{labels}', and there is no file of that name; {hint}");
    }

    private static RowStore ReadRows(string path, CsvHeader header, int labelColumn, ClassLabels labels, long mostBytes)
    {
        using RowCollector rows = new(header.Columns - (labelColumn < 0 ? 0 : 1), mostBytes, path);
        using CsvHelper.CsvReader reader = Open(path);
        if (header.Names is not null)
            reader.Read();

        while (reader.Read())
        {
            if (reader.FieldCount != header.Columns)
                throw new InputException($"{path}, line {reader.LineNumber}: {reader.FieldCount} fields where the first line has {header.Columns}; make the rows equally long");
            Span<float> values = rows.Add();
            for (int column = 0; column < header.Columns; column++)
            {
                if (column != labelColumn)
                    values[column - (labelColumn >= 0 && column > labelColumn ? 1 : 0)] = Number(reader, column, header, path);
                else if (reader.IsEmpty(column))
                    throw new InputException($"{path}, line {reader.LineNumber}, {header.Title(column)}: the label is missing; fill it or remove the row");
                else
                    labels.Add(reader.GetString(column));
            }
        }

        return rows.Finish();
    }

    private static float Number(CsvHelper.CsvReader reader, int column, CsvHeader header, string path)
    {
        ReadOnlySpan<byte> text = reader.GetSpan(column);
        bool parsed = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value);
        if (parsed && float.IsFinite(value))
            return value;

        string wrong = text.Trim((byte)' ').IsEmpty ? "the cell is empty; fill it or remove the row"
            : parsed ? $"'{Shown(reader, column)}' is not a finite number of float32; give one, or remove the row"
            : $"'{Shown(reader, column)}' is not a number; give one, or, if this is the label, name the column with --labels";
        throw new InputException($"{path}, line {reader.LineNumber}, {header.Title(column)}: {wrong}");
    }

    // What a file holds is shown on one line, however long it is.
    private static string Shown(CsvHelper.CsvReader reader, int column)
    {
        string text = reader.GetString(column).ReplaceLineEndings(" ");
        return text.Length > 40 ? $"{text[..40]}…" : text;
    }

    private static CsvHelper.CsvReader Open(string path) =>
        CsvHelper.CsvReader.Create(InputFile.OpenRead(path, out _), Options, leaveOpen: false);

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            string line = exception.LineNumber > 0 ? $", line {exception.LineNumber}" : "";
            string reason = exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new InputException($"{path}{line}: {reason}; look for a quote that is not closed", exception);
        }
    }
}
