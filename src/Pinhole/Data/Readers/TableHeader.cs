using System.Globalization;
using System.Text;

namespace Pinhole.Data.Readers;

/// <summary>The shape of a table, as its first lines show it.</summary>
/// <param name="Columns">The number of fields in a row, including the label.</param>
/// <param name="Names">The names in the first row, or null if it is data.</param>
internal sealed record TableHeader(int Columns, string[]? Names)
{
    /// <summary>Distinct names of the columns; null if the first row is data.</summary>
    public string[]? Names { get; } = Names is null ? null : DistinctNames.Of(Names);

    /// <summary>
    /// Looks at the first two rows. The first is a header if it has text above a number, or no number at all. A
    /// missing-value mark is not text.
    /// </summary>
    /// <param name="reader">The table, before its first row.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">There are no rows after the header.</exception>
    public static TableHeader Find(CsvHelper.CsvReader reader, string path)
    {
        if (!reader.Read())
            throw new InputException($"{path} has no rows; give at least one");
        string[] first = Fields(reader);
        string[]? second = reader.Read() ? Fields(reader) : null;

        bool header =
            first.All(IsName)
            || (second is not null && first.Zip(second).Any(pair => IsName(pair.First) && IsNumber(pair.Second)));
        if (header && second is null)
            throw new InputException($"{path} has a header and no rows; give at least one");
        return new TableHeader(first.Length, header ? first : null);
    }

    /// <summary>The name of a column in messages: its name, or its position counted from 1.</summary>
    public string Title(int column) => Names is null ? $"column {column + 1}" : $"column '{Names[column]}'";

    /// <summary>The field that an option names.</summary>
    /// <param name="name">A name of the header; without a header a position, counted from 1.</param>
    /// <param name="option">The name of the option, for messages.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">There is no such field.</exception>
    public int Field(string name, string option, string path)
    {
        int field =
            Names is not null ? Array.IndexOf(Names, name)
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int position)
            && position <= Columns
                ? position - 1
            : -1;
        if (field >= 0)
            return field;
        throw new InputException(
            Names is null
                ? $"{path} has no header with the column '{name}' for {option}; give its position, from 1 to "
                    + $"{Columns}"
                : $"{path} has no column '{name}' for {option}; "
                    + (
                        Suggestion.Nearest(name, Names) is string nearest
                            ? $"did you mean '{nearest}'?"
                            : "name one of its header"
                    )
        );
    }

    private static string[] Fields(CsvHelper.CsvReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(field => TextCell.Decode(reader.GetSpan(field), out _))];

    private static bool IsName(string text) => !IsNumber(text) && !TextCell.IsMissing(text);

    private static bool IsNumber(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return TextCell.TryNumber(bytes, decimalComma: true, out _)
            || TextCell.TryNumber(bytes, decimalComma: false, out _);
    }
}
