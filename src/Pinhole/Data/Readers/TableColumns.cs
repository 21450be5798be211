using System.Globalization;

namespace Pinhole.Data.Readers;

/// <summary>
/// The role of each field of a table: a number, text that becomes one-hot columns, the label, the id, or none.
/// </summary>
internal sealed class TableColumns
{
    private readonly int[] _target;
    private readonly CategoryColumn?[] _categories;
    private readonly Dictionary<string, int>?[] _places;
    private readonly (long Cells, string First)[] _unknown;

    private TableColumns(int fields)
    {
        _target = new int[fields];
        Array.Fill(_target, -1);
        _categories = new CategoryColumn?[fields];
        _places = new Dictionary<string, int>?[fields];
        _unknown = new (long, string)[fields];
    }

    /// <summary>Numbers in a row.</summary>
    public int Count { get; private set; }

    /// <summary>One name a column; null where the table has no header and no text.</summary>
    public IReadOnlyList<string>? Names { get; private set; }

    /// <summary>The text columns in one-hot form.</summary>
    public IReadOnlyList<CategoryColumn> Categories => [.. _categories.OfType<CategoryColumn>()];

    /// <summary>Remarks on columns that were left out without being asked for.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>The field with the label; −1 for none.</summary>
    public int Label { get; private init; } = -1;

    /// <summary>The field with the id; −1 for none.</summary>
    public int Id { get; private init; } = -1;

    /// <summary>The roles that the first rows show: numbers, and text as categories.</summary>
    /// <param name="header">The header.</param>
    /// <param name="survey">The first rows.</param>
    /// <param name="label">The field with the label; −1 for none.</param>
    /// <param name="id">The field with the id; −1 for none.</param>
    /// <param name="left">Fields to leave out.</param>
    public static TableColumns Found(
        TableHeader header,
        TableSurvey survey,
        int label,
        int id,
        IReadOnlyCollection<int> left
    )
    {
        TableColumns columns = new(header.Columns) { Label = label, Id = id };
        List<int> fields =
        [
            .. Enumerable
                .Range(0, header.Columns)
                .Where(field => field != label && field != id && !left.Contains(field)),
        ];
        foreach (int field in fields.Where(survey.IsFreeText).ToArray())
        {
            fields.Remove(field);
            columns.Remarks.Add(
                $"{header.Title(field)} was left out: hardly any of its values repeat; "
                    + "if it identifies the rows, name it with `Id`"
            );
        }

        bool named = header.Names is not null || fields.Exists(survey.IsText);
        List<string> names = [];
        foreach (int field in fields)
        {
            string name = header.Names?[field] ?? $"{field + 1}";
            CategoryColumn? category = survey.IsText(field) ? survey.Category(field, name) : null;
            columns.Place(field, names.Count, category);
            names.AddRange(category?.Columns ?? [name]);
        }

        columns.Count = names.Count;
        columns.Names = named ? names : null;
        return columns;
    }

    /// <summary>The roles by the columns of other rows, which are found by name.</summary>
    /// <param name="header">The header, with names.</param>
    /// <param name="like">The schema of the other rows; their context and targets are read too, after the rest, if
    /// present.</param>
    /// <param name="label">The field with the label; −1 for none.</param>
    /// <param name="id">The field with the id; −1 for none.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">A column is missing.</exception>
    public static TableColumns Like(TableHeader header, Schema like, int label, int id, string path)
    {
        TableColumns columns = new(header.Columns) { Label = label, Id = id };
        List<string> names = [];
        foreach (Schema? part in new[] { like, like.Context, like.Targets })
        {
            if (
                part?.ColumnNames is null
                || part.IsOneHot
                || (part != like && !Sources(part).All(name => Array.IndexOf(header.Names!, name) >= 0))
            )
                continue;
            foreach (string name in Sources(part))
            {
                int field = Array.IndexOf(header.Names!, name);
                CategoryColumn? category = part.Categories.FirstOrDefault(category => category.Name == name);
                int[] written =
                    field >= 0 || category is null
                        ? []
                        : [.. category.Columns.Select(column => Array.IndexOf(header.Names!, column))];
                if (field >= 0)
                    columns.Place(field, names.Count, category);
                else if (category is null || written.Contains(-1))
                    throw new InputException(
                        $"{path} lacks the column '{name}', which the model was trained with; "
                            + $"{Hint(name, header.Names!)}"
                    );
                // Rows that a model wrote already have text in one-hot form.
                for (int i = 0; i < written.Length; i++)
                    columns.Place(written[i], names.Count + i, null);
                names.AddRange(category?.Columns ?? [name]);
            }
        }

        columns.Count = names.Count;
        columns.Names = names;
        return columns;
    }

    /// <summary>The first column of a field; −1 if it has none.</summary>
    public int Target(int field) => _target[field];

    /// <summary>Whether a field is text that becomes one-hot columns.</summary>
    public bool IsCategory(int field) => _categories[field] is not null;

    /// <summary>Sets the column of a text value to 1; missing text sets none. All are 0 before.</summary>
    public void Write(int field, string value, Span<float> row)
    {
        CategoryColumn category = _categories[field]!;
        if (_places[field]!.TryGetValue(value, out int place))
            row[_target[field] + place] = 1;
        else if (TextCell.IsMissing(value))
            return;
        else if (category.HasOther)
            row[_target[field] + category.Values.Count] = 1;
        else
            _unknown[field] = (_unknown[field].Cells + 1, _unknown[field].First ?? value);
    }

    /// <summary>Remarks on text values without a column; call it after all rows were read.</summary>
    public void RemarkUnknown()
    {
        for (int field = 0; field < _unknown.Length; field++)
        {
            (long cells, string first) = _unknown[field];
            if (cells > 0)
                Remarks.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"column '{_categories[field]!.Name}' holds text that the model was not trained with, such as "
                            + $"'{first.ReplaceLineEndings(" ")}', in {cells:#,0} {(cells == 1 ? "row" : "rows")}; it "
                            + $"counts as missing there"
                    )
                );
        }
    }

    private void Place(int field, int target, CategoryColumn? category)
    {
        _target[field] = target;
        _categories[field] = category;
        _places[field] = category
            ?.Values.Select((value, place) => (value, place))
            .ToDictionary(pair => pair.value, pair => pair.place, StringComparer.Ordinal);
    }

    // The column names of the original table: the first one-hot column stands for its text column.
    private static IEnumerable<string> Sources(Schema schema)
    {
        Dictionary<string, string?> sources = [];
        foreach (CategoryColumn category in schema.Categories)
        {
            foreach ((string column, int i) in category.Columns.Select((column, i) => (column, i)))
                sources[column] = i == 0 ? category.Name : null;
        }

        return schema
            .ColumnNames!.Select(name => sources.TryGetValue(name, out string? source) ? source : name)
            .OfType<string>();
    }

    private static string Hint(string name, string[] names) =>
        Suggestion.Nearest(name, names) is string nearest
            ? $"did you mean '{nearest}'?"
            : "give it rows like those it was trained on";
}
