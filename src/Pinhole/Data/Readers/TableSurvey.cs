namespace Pinhole.Data.Readers;

/// <summary>A survey of a table's columns, from its first rows.</summary>
internal sealed class TableSurvey
{
    private const int MaximumRows = 10_000;
    private const int MinimumRows = 100;
    private const int MaximumFields = 1 << 19;

    // At most this many values get a column of their own: the most frequent ones.
    private const int MaximumValues = 32;

    private readonly int[] _numbers;
    private readonly int[] _withComma;
    private readonly int[] _withThousands;
    private readonly int[] _texts;
    private readonly Dictionary<string, int>?[] _values;
    private string? _eitherWay;
    private bool _isWhole;

    private TableSurvey(int columns)
    {
        _numbers = new int[columns];
        _withComma = new int[columns];
        _withThousands = new int[columns];
        _texts = new int[columns];
        _values = new Dictionary<string, int>?[columns];
    }

    /// <summary>
    /// Whether the comma is the decimal separator: some cells are numbers only if it is, and none has a point. In an
    /// ambiguous cell, such as <c>12,345</c>, the comma separates thousands if commas also separate the fields;
    /// otherwise it is the decimal separator.
    /// </summary>
    public bool DecimalComma { get; private set; }

    /// <summary>A remark on how numbers are read, or null.</summary>
    public string? Remark { get; private set; }

    /// <summary>Reads up to 10,000 rows; fewer of wide tables.</summary>
    /// <param name="source">The table, before its first row.</param>
    public static TableSurvey Of(TableSource source)
    {
        TableSurvey survey = new(source.Header.Columns);
        bool more = true,
            point = false;
        int most = Math.Clamp(MaximumFields / source.Header.Columns, MinimumRows, MaximumRows);
        for (int rows = 0; rows < most && (more = source.Read()); rows++)
        {
            for (int column = 0; column < source.Header.Columns; column++)
                point |= survey.Add(source, column);
        }

        survey._isWhole = !more || !source.Read();
        bool decimals = survey._withComma.Any(count => count > 0),
            thousands = survey._withThousands.Any(count => count > 0);
        survey.DecimalComma =
            !point && (decimals || (survey._eitherWay is not null && !thousands && !source.IsCommaSeparated));
        if (survey._eitherWay is string number && !point && !thousands && !survey.DecimalComma)
            survey.Remark =
                $"the comma in numbers such as '{number}' was read as a thousands separator; if it is a "
                + "decimal comma, separate the fields with semicolons";
        return survey;
    }

    /// <summary>Whether most of a column's cells, empty ones aside, are text.</summary>
    public bool IsText(int column) =>
        DecimalComma
            ? _texts[column] + _withThousands[column] > _numbers[column] + _withComma[column]
            : _texts[column] + _withComma[column] > _numbers[column] + _withThousands[column];

    /// <summary>
    /// Whether hardly any value of a text column repeats, as in names and comments, which are useless for other rows.
    /// </summary>
    public bool IsFreeText(int column) =>
        _values[column] is { } values && values.Count > MaximumValues && 2 * values.Count > values.Values.Sum();

    /// <summary>The one-hot columns of a text column.</summary>
    public CategoryColumn Category(int column, string name)
    {
        Dictionary<string, int> values = _values[column] ?? [];
        IEnumerable<string> most = values
            .OrderByDescending(value => value.Value)
            .ThenBy(value => value.Key, StringComparer.Ordinal)
            .Take(MaximumValues)
            .Select(value => value.Key);
        return new CategoryColumn(
            name,
            [.. most.Order(StringComparer.Ordinal)],
            HasOther: values.Count > MaximumValues || !_isWhole
        );
    }

    // Whether there is a number with a decimal point.
    private bool Add(TableSource source, int column)
    {
        if (source.TryNumber(column, decimalComma: false, out float number))
        {
            if (!source.HasComma(column))
            {
                _numbers[column] += float.IsNaN(number) ? 0 : 1;
            }
            else if (source.TryNumber(column, decimalComma: true, out _))
            {
                _numbers[column]++;
                _eitherWay ??= source.Text(column).Trim();
            }
            else
            {
                Add(_withThousands, source, column);
            }

            return source.HasPoint(column);
        }

        if (!source.IsMissing(column))
            Add(source.TryNumber(column, decimalComma: true, out _) ? _withComma : _texts, source, column);
        return false;
    }

    // A cell may be text under one reading of commas, or under both.
    private void Add(int[] counts, TableSource source, int column)
    {
        counts[column]++;
        Dictionary<string, int> values = _values[column] ??= new(StringComparer.Ordinal);
        string text = source.Text(column);
        values[text] = values.GetValueOrDefault(text) + 1;
    }
}
