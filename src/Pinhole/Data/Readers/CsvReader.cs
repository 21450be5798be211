using System.Text;
using CsvHelper;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads tables in text: commas, semicolons or tabs between the fields and points or commas before decimals (found by itself),
/// quotes, gzip, and a header where there is one. An empty cell is a missing number, and columns of text become columns of
/// zeros and ones.
/// </summary>
internal static class CsvReader
{
    private static readonly string[] LabelColumns = ["label", "labels", "class", "target"];

    /// <summary>Reads rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns are what, and how much memory the rows may take.</param>
    public static Dataset Read(string path, DataOptions options)
    {
        CsvHeader header = Guard(path, () => FindHeader(path));
        int label = LabelColumn(header, options.Labels, path), id = options.Id is string name ? header.Field(name, "id", path) : -1;
        CsvSurvey survey = Guard(path, () => Survey(path, header));
        CsvColumns columns = Columns(header, survey, label, id, options, path);
        if (columns.Count == 0)
            throw new InputException($"{path} has no columns with numbers or categories but {(label >= 0 ? "the label" : "those that are left out")}; give rows with at least one");

        ClassLabels classes = new();
        List<string>? ids = id < 0 ? null : [];
        RowStore rows = Guard(path, () => ReadRows(path, header, columns, survey.DecimalComma, classes, ids, options.MostBytes));
        if (label >= 0)
            classes.Finish();
        else if (options.Labels is string file)
            classes = LabelFile.Read(file, path, rows.Rows);

        Schema schema = new()
        {
            Columns = rows.Columns,
            ColumnNames = columns.Names,
            Categories = columns.Categories,
            ClassNames = options.Labels is null ? [] : classes.Names,
        };
        return Dataset.FromStore(rows, schema, Path.GetFileName(path), options.Labels is null ? null : classes.Labels, ids, columns.Remarks);
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

    private static CsvHeader FindHeader(string path)
    {
        using CsvHelper.CsvReader reader = Open(path);
        return CsvHeader.Find(reader, path);
    }

    private static CsvSurvey Survey(string path, CsvHeader header)
    {
        using CsvHelper.CsvReader reader = Open(path);
        return CsvSurvey.Of(reader, header);
    }

    private static CsvColumns Columns(CsvHeader header, CsvSurvey survey, int label, int id, DataOptions options, string path)
    {
        int[] left = [.. (options.Ignore ?? []).Select(name => header.Field(name, "ignore", path))];
        return options.Like is { ColumnNames: not null } like && header.Names is not null
            ? CsvColumns.Like(header, like, label, id, path)
            : CsvColumns.Found(header, survey, label, id, left);
    }

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

    private static RowStore ReadRows(
        string path, CsvHeader header, CsvColumns columns, bool decimalComma, ClassLabels labels, List<string>? ids, long mostBytes)
    {
        using RowCollector rows = new(columns.Count, mostBytes, path);
        using CsvHelper.CsvReader reader = Open(path);
        if (header.Names is not null)
            reader.Read();

        while (reader.Read())
        {
            if (reader.FieldCount != header.Columns)
                throw new InputException($"{path}, line {reader.LineNumber}: {reader.FieldCount} fields where the first line has {header.Columns}; make the rows equally long");
            Span<float> values = rows.Add();
            values.Clear();
            for (int field = 0; field < header.Columns; field++)
            {
                int target = columns.Target(field);
                if (columns.IsCategory(field))
                    columns.Write(field, reader.GetString(field), values);
                else if (target >= 0)
                    values[target] = Number(reader, field, decimalComma, header, path);
            }

            if (columns.Label >= 0)
                labels.Add(reader.IsEmpty(columns.Label)
                    ? throw new InputException($"{path}, line {reader.LineNumber}, {header.Title(columns.Label)}: the label is missing; fill it or remove the row")
                    : reader.GetString(columns.Label));
            ids?.Add(reader.GetString(columns.Id));
        }

        return rows.Finish();
    }

    private static float Number(CsvHelper.CsvReader reader, int field, bool decimalComma, CsvHeader header, string path)
    {
        ReadOnlySpan<byte> text = reader.GetSpan(field);
        bool parsed = CsvCell.TryNumber(text, decimalComma, out float value);
        if (parsed && !float.IsInfinity(value))
            return value;
        if (!parsed && CsvCell.IsMissing(reader.GetString(field)))
            return float.NaN;

        string wrong = parsed
            ? $"'{Shown(reader, field)}' is not a finite number of float32; give one, or leave the cell empty"
            : $"'{Shown(reader, field)}' is not a number; give one, or leave the cell empty, or, if this is the label, name the column with --labels";
        throw new InputException($"{path}, line {reader.LineNumber}, {header.Title(field)}: {wrong}");
    }

    // What a file holds is shown on one line, however long it is.
    private static string Shown(CsvHelper.CsvReader reader, int column)
    {
        string text = reader.GetString(column).ReplaceLineEndings(" ");
        return text.Length > 40 ? $"{text[..40]}…" : text;
    }

    private static CsvHelper.CsvReader Open(string path)
    {
        CsvReaderOptions options = new()
        {
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = 1 << 26,
            Separator = StartsWithDecimalCommas(path) ? ';' : null,
        };
        return CsvHelper.CsvReader.Create(InputFile.OpenRead(path, out _), options, leaveOpen: false);
    }

    // "1,5;2,5" could be three fields with commas between them.
    private static bool StartsWithDecimalCommas(string path)
    {
        byte[] start = new byte[1 << 12];
        string line = Encoding.UTF8.GetString(start, 0, InputFile.ReadStart(path, start)).Split('\n')[0].TrimEnd('\r');
        return line.Contains(';') && line.Contains(',')
            && Array.TrueForAll(line.Split(';'), cell => CsvCell.TryNumber(Encoding.UTF8.GetBytes(cell), decimalComma: true, out _) || CsvCell.IsMissing(cell));
    }

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
