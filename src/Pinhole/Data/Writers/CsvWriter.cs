using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pinhole.Data.Writers;

/// <summary>
/// Writes rows as comma-separated text in UTF-8 with a header: the names of the columns, or x1, x2, …; the id, if there
/// is one, first, and the label last. Numbers have enough digits to restore the same float32.
/// </summary>
public static class CsvWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",;\t\"\r\n");

    /// <summary>Writes the rows of a dataset.</summary>
    /// <param name="stream">Receives the text.</param>
    /// <param name="data">The rows.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(Stream stream, ILabelledRows data, CancellationToken cancellationToken = default)
    {
        using StreamWriter writer = new(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            1 << 16,
            leaveOpen: true
        );
        IEnumerable<string> names = ColumnNames(data);
        if (data.HasIds)
            names = names.Prepend("id");
        if (data.HasLabels)
            names = names.Append("label");
        writer.Write(string.Join(',', names.Select(Quoted)));
        writer.Write('\n');

        char[] digits = new char[32];
        data.ForEachRow(
            (index, row) =>
            {
                if (data.HasIds)
                {
                    writer.Write(Quoted(data.Id(index)));
                    writer.Write(',');
                }

                for (int column = 0; column < row.Length; column++)
                {
                    if (column > 0)
                        writer.Write(',');
                    // An empty cell is a missing number.
                    if (float.IsNaN(row[column]))
                        continue;
                    row[column].TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);
                    writer.Write(digits, 0, length);
                }

                if (data.HasLabels)
                {
                    writer.Write(',');
                    writer.Write(Quoted(data.Schema.ClassNames[data.Label(index)]));
                }

                writer.Write('\n');
            },
            cancellationToken
        );
    }

    /// <summary>The names of the columns: x1, x2, … if they have none.</summary>
    internal static IEnumerable<string> ColumnNames(ILabelledRows data) =>
        data.Schema.ColumnNames ?? Enumerable.Range(1, data.Columns).Select(i => $"x{i}");

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
