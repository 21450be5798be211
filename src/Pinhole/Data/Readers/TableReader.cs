using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads the rows of a table: numbers stay, an empty cell is a missing number, text becomes one-hot columns; one column
/// may have labels, one ids. The first rows are read to find out what the columns are, then the whole table.
/// </summary>
internal static class TableReader
{
    /// <summary>Reads rows.</summary>
    /// <param name="open">Opens the table at its first row, each time it is called.</param>
    /// <param name="options">The roles of columns, and how much memory the rows may take.</param>
    /// <param name="name">The name of the dataset.</param>
    public static StoredRows Read(Func<TableSource> open, DataOptions options, string name)
    {
        using TableSource first = open();
        TableHeader header = first.Header;
        int label = LabelColumn(header, options.Labels, first.Name),
            id = options.Id is string key ? header.Field(key, "`Id`", first.Name) : -1;
        TableSurvey survey = TableSurvey.Of(first);
        TableColumns columns = Columns(header, survey, label, id, options, first.Name);
        if (columns.Count == 0)
            throw new InputException(
                $"{first.Name} has no columns with numbers or categories but "
                    + $"{(label >= 0 ? "the label" : "those that are left out")}; give rows with at least one"
            );

        ClassLabels classes = new();
        List<string>? ids = id < 0 ? null : [];
        RowStore rows = ReadRows(open, columns, survey.DecimalComma, classes, ids, options.MaximumBytes);
        if (survey.Remark is string remark)
            columns.Remarks.Add(remark);
        columns.RemarkUnknown();
        if (label >= 0)
            classes.Finish();
        else if (options.Labels is string file)
            classes = LabelFile.Read(file, first.Name, rows.Rows);

        Schema schema = new()
        {
            Columns = rows.Columns,
            ColumnNames = columns.Names,
            Categories = columns.Categories,
            ClassNames = options.Labels is null ? [] : classes.Names,
        };
        return StoredRows.Of(rows, schema, name, options.Labels is null ? null : classes.Labels, ids, columns.Remarks);
    }

    private static TableColumns Columns(
        TableHeader header,
        TableSurvey survey,
        int label,
        int id,
        DataOptions options,
        string name
    )
    {
        int[] left = [.. (options.Ignore ?? []).Select(column => header.Field(column, "`Ignore`", name))];
        return options.Like is { ColumnNames: not null } like && header.Names is not null
            ? TableColumns.Like(header, like, label, id, name)
            : TableColumns.Found(header, survey, label, id, left);
    }

    private static int LabelColumn(TableHeader header, string? labels, string name)
    {
        if (labels is null)
            return -1;
        if (header.Names is { } names)
        {
            int named = Array.FindIndex(names, column =>
                labels == "auto" ? DataOptions.LabelColumns.Contains(column.ToLowerInvariant()) : column == labels
            );
            if (named >= 0)
                return named;
        }

        if (labels == "last")
            return header.Columns - 1;
        if (labels == "auto")
            throw new InputException(
                $"{name} has no column called {string.Join(", ", DataOptions.LabelColumns)}; name the label column "
                    + "with `Labels`, or set `Labels` to last"
            );
        if (File.Exists(labels))
            return -1;

        if (header.Names is null)
            throw new InputException(
                $"{name} has no header to find a column '{labels}' in, and there is no file of that name; set "
                    + "`Labels` to last, or name a label file"
            );
        string hint = Suggestion.Nearest(labels, header.Names) is string nearest
            ? $"did you mean '{nearest}'?"
            : "name a column of the header or a label file";
        throw new InputException($"{name} has no column '{labels}', and there is no file of that name; {hint}");
    }

    private static RowStore ReadRows(
        Func<TableSource> open,
        TableColumns columns,
        bool decimalComma,
        ClassLabels labels,
        List<string>? ids,
        long maximumBytes
    )
    {
        using TableSource source = open();
        using RowCollector rows = new(columns.Count, maximumBytes, source.Name);
        while (source.Read())
        {
            Span<float> values = rows.Add();
            values.Clear();
            for (int field = 0; field < source.Header.Columns; field++)
            {
                int target = columns.Target(field);
                if (columns.IsCategory(field))
                    columns.Write(field, source.Text(field), values);
                else if (target >= 0)
                    values[target] = Number(source, field, decimalComma);
            }

            if (columns.Label >= 0)
                labels.Add(Label(source, columns.Label));
            ids?.Add(source.Text(columns.Id));
        }

        if (rows.Rows == 0)
            throw new InputException($"{source.Name} has no rows; give at least one");
        if (source.Remark is string remark)
            columns.Remarks.Add(remark);
        return rows.Finish();
    }

    private static string Label(TableSource source, int field)
    {
        string label = source.Text(field);
        return label.Length > 0
            ? label
            : throw new InputException(
                $"{source.Name}, {source.Place}, {source.Header.Title(field)}: the label is missing; fill it or "
                    + "remove the row"
            );
    }

    private static float Number(TableSource source, int field, bool decimalComma)
    {
        bool parsed = source.TryNumber(field, decimalComma, out float value);
        if (parsed && !float.IsInfinity(value))
            return value;
        if (!parsed && source.IsMissing(field))
            return float.NaN;

        string text = source.Text(field).ReplaceLineEndings(" ");
        string shown = text.Length > 40 ? $"{text[..40]}…" : text;
        string wrong = parsed
            ? $"'{shown}' is not a finite number of float32; give one, or leave the cell empty"
            : $"'{shown}' is not a number; give one, or leave the cell empty, or, if this is the label, name the "
                + "column with `Labels`";
        throw new InputException($"{source.Name}, {source.Place}, {source.Header.Title(field)}: {wrong}");
    }
}
