using System.Globalization;
using CsvHelper;

namespace Pinhole.Data.Readers;

/// <summary>What the first lines of a table tell about the rest.</summary>
/// <param name="Columns">How many fields a row has, the label included.</param>
/// <param name="Names">The names in the first row, or null where it is data already.</param>
internal sealed record CsvHeader(int Columns, string[]? Names)
{
    private static readonly string[] Missing = ["", "?", "-", "na", "n/a", "null", "none"];

    /// <summary>
    /// Looks at the first two rows. The first is a header if it has text above a number, or no number at all; a mark
    /// for a missing value is no text.
    /// </summary>
    public static CsvHeader Find(string path, CsvReaderOptions options)
    {
        using CsvHelper.CsvReader reader = CsvHelper.CsvReader.Create(InputFile.OpenRead(path, out _), options, leaveOpen: false);
        if (!reader.Read())
            throw new InputException($"{path} has no rows; give at least one");
        string[] first = Fields(reader);
        string[]? second = reader.Read() ? Fields(reader) : null;

        bool header = first.All(IsName)
            || (second is not null && first.Zip(second).Any(pair => IsName(pair.First) && IsNumber(pair.Second)));
        if (header && second is null)
            throw new InputException($"{path} has a header and no rows; give at least one");
        return new CsvHeader(first.Length, header ? Array.ConvertAll(first, name => name.ReplaceLineEndings(" ").Trim()) : null);
    }

    /// <summary>How a column is called in a message: its name, or its position counted from 1.</summary>
    public string Title(int column) => Names is null ? $"column {column + 1}" : $"column '{Names[column]}'";

    private static string[] Fields(CsvHelper.CsvReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private static bool IsName(string text) =>
        !IsNumber(text) && !Missing.Contains(text.Trim().ToLowerInvariant());

    private static bool IsNumber(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
