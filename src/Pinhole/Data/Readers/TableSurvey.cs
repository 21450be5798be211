namespace Pinhole.Data.Readers;

/// <summary>What the first rows of a table show of its columns.</summary>
internal sealed class TableSurvey
{
    private const int MostRows = 10_000;
    private const int LeastRows = 100;
    private const int MostFields = 1 << 19;

    // Values that get a column of their own; of more, the most frequent ones do.
    private const int MostValues = 32;

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
    /// Whether a comma stands before the decimals: some numbers are such with it alone, and none has a point. What may
    /// be either, such as
    /// <c>12,345</c>, has one between thousands where commas stand between the fields too, and before decimals
    /// elsewhere.
    /// </summary>
    public bool DecimalComma { get; private set; }

    /// <summary>What people should know of how numbers are read; null for nothing.</summary>
    public string? Remark { get; private set; }

    /// <summary>Reads up to 10,000 rows; fewer of wide tables.</summary>
    /// <param name="source">Stands before the first row.</param>
    public static TableSurvey Of(TableSource source)
    {
        TableSurvey survey = new(source.Header.Columns);
        bool more = true,
            point = false;
        int most = Math.Clamp(MostFields / source.Header.Columns, LeastRows, MostRows);
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
                $"the comma of '{number}' and its like was read as one between thousands; if it stands before "
                + "decimals, put semicolons between the fields";
        return survey;
    }

    /// <summary>Whether most of a column's cells that hold anything are text.</summary>
    public bool IsText(int column) =>
        DecimalComma
            ? _texts[column] + _withThousands[column] > _numbers[column] + _withComma[column]
            : _texts[column] + _withComma[column] > _numbers[column] + _withThousands[column];

    /// <summary>
    /// Whether hardly a value of a column of text comes twice, as with names and remarks, which tell nothing of other
    /// rows.
    /// </summary>
    public bool IsFreeText(int column) =>
        _values[column] is { } values && values.Count > MostValues && 2 * values.Count > values.Values.Sum();

    /// <summary>The columns that a column of text becomes.</summary>
    public CategoryColumn Category(int column, string name)
    {
        Dictionary<string, int> values = _values[column] ?? [];
        IEnumerable<string> most = values
            .OrderByDescending(value => value.Value)
            .ThenBy(value => value.Key, StringComparer.Ordinal)
            .Take(MostValues)
            .Select(value => value.Key);
        return new CategoryColumn(
            name,
            [.. most.Order(StringComparer.Ordinal)],
            HasOther: values.Count > MostValues || !_isWhole
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

    // What is no number in one way of reading commas, or in both, is text there.
    private void Add(int[] counts, TableSource source, int column)
    {
        counts[column]++;
        Dictionary<string, int> values = _values[column] ??= new(StringComparer.Ordinal);
        string text = source.Text(column);
        values[text] = values.GetValueOrDefault(text) + 1;
    }
}
