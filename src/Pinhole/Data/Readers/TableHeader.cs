using System.Globalization;
using System.Text;

namespace Pinhole.Data.Readers;

/// <summary>What the first lines of a table tell about the rest.</summary>
/// <param name="Columns">How many fields a row has, the label included.</param>
/// <param name="Names">The names in the first row, or null where it is data already.</param>
internal sealed record TableHeader(int Columns, string[]? Names)
{
    /// <summary>The names, by which the columns can be told apart; null where the first row is data already.</summary>
    public string[]? Names { get; } = Names is null ? null : DistinctNames.Of(Names);

    /// <summary>
    /// Looks at the first two rows. The first is a header if it has text above a number, or no number at all; a mark
    /// for a missing value is no text.
    /// </summary>
    /// <param name="reader">Stands before the first row.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">There is no row but the header.</exception>
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

    /// <summary>How a column is called in a message: its name, or its position counted from 1.</summary>
    public string Title(int column) => Names is null ? $"column {column + 1}" : $"column '{Names[column]}'";

    /// <summary>The field that an option names.</summary>
    /// <param name="name">A name of the header, or a position counted from 1 where there is none.</param>
    /// <param name="option">What the option is called.</param>
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
                ? $"{path} has no header to find the {option} column '{name}' in; give its position, from 1 to "
                    + $"{Columns}"
                : $"{path} has no column '{name}' for --{option}; "
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
