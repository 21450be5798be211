using System.Buffers.Text;
using System.Text;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads Matrix Market files: a row of the matrix is a row of data, unless <see cref="DataOptions.Transpose"/> turns
/// it. Coordinate files become sparse rows, and repeated entries are added up; array files become dense rows.
/// </summary>
internal static class MatrixMarketReader
{
    private const string Extension = ".mtx";

    // Gzip unpacks one byte to at most this many.
    private const long MaximumUnpacked = 1032;

    /// <summary>Whether a file that starts so, or is called so, is of Matrix Market.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start, string path) =>
        MatrixMarketHeader.Recognizes(start)
        || path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(Extension + ".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads rows, with the label file that the options name.</summary>
    public static StoredRows Read(string path, DataOptions options)
    {
        RowStore rows = ReadRows(path, _ => options.Transpose);
        return LabelFile.Label(rows, new Schema { Columns = rows.Columns }, path, options.Labels);
    }

    /// <summary>Reads rows alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isTurned">Decides from the header whether columns of the matrix become rows.</param>
    /// <param name="chosen">For each column that is read its column in the rows, −1 to leave it out; null keeps all
    /// columns.</param>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static RowStore ReadRows(string path, Func<MatrixMarketHeader, bool> isTurned, int[]? chosen = null)
    {
        using Stream stream = InputFile.OpenRead(path, out long? length);
        ByteLines lines = new(stream, path);
        MatrixMarketHeader header = MatrixMarketHeader.Read(lines, path);
        RequireLength(header, length ?? MaximumUnpacked * new FileInfo(path).Length, path);
        bool turned = isTurned(header);
        (int rows, int columns) = turned ? (header.Columns, header.Rows) : (header.Rows, header.Columns);
        if (header.IsCoordinate)
            return ReadPlaces(lines, header, turned, rows, columns, chosen, path);
        return chosen is null
            ? ReadWhole(lines, header, turned, rows, columns, path)
            : throw new InputException(
                $"{path} has no places of its numbers, and counts of cells have; give a coordinate matrix"
            );
    }

    private static SparseRows ReadPlaces(
        ByteLines lines,
        MatrixMarketHeader header,
        bool turned,
        int rows,
        int columns,
        int[]? chosen,
        string path
    )
    {
        SparseRowsBuilder builder = new(rows, chosen is null ? columns : chosen.Max() + 1, path);
        for (long entry = 0; entry < header.Entries; entry++)
        {
            ReadOnlySpan<byte> line = NextNumbers(lines, header, entry, path);
            ReadOnlySpan<byte> rest = line;
            double value = 1;
            if (
                !TryTake(ref rest, out int row)
                || !TryTake(ref rest, out int column)
                || (!header.IsPattern && !TryTake(ref rest, out value))
                || !rest.IsEmpty
                || row < 1
                || row > header.Rows
                || column < 1
                || column > header.Columns
            )
                throw Wrong(
                    lines,
                    line,
                    header.IsPattern ? "a row and a column" : "a row, a column and a number",
                    header,
                    path
                );
            Add(row - 1, column - 1, (float)value);
            if (header.Mirror != 0 && row != column)
                Add(column - 1, row - 1, header.Mirror * (float)value);
        }

        RequireEnd(lines, header, path);
        return builder.Finish();

        void Add(int row, int column, float value)
        {
            if (turned)
                (row, column) = (column, row);
            int target = chosen is null ? column : chosen[column];
            if (target >= 0)
                builder.Add(row, target, value);
        }
    }

    private static ArrayRows ReadWhole(
        ByteLines lines,
        MatrixMarketHeader header,
        bool turned,
        int rows,
        int columns,
        string path
    )
    {
        if ((long)rows * columns > Array.MaxLength)
            throw new InputException($"{path} has more numbers than fit in memory; give fewer rows, or an npy file");
        float[] values = new float[rows * columns];
        for (int column = 0; column < header.Columns; column++)
        {
            int first = header.Mirror switch
            {
                0 => 0,
                1 => column,
                _ => column + 1,
            };
            for (int row = first; row < header.Rows; row++)
            {
                ReadOnlySpan<byte> line = NextNumbers(lines, header, ((long)column * header.Rows) + row, path),
                    rest = line;
                if (!TryTake(ref rest, out double value) || !rest.IsEmpty)
                    throw Wrong(lines, line, "a number", header, path);
                values[turned ? (column * columns) + row : (row * columns) + column] = (float)value;
                if (header.Mirror != 0)
                    values[turned ? (row * columns) + column : (column * columns) + row] =
                        row == column ? (float)value : header.Mirror * (float)value;
            }
        }

        RequireEnd(lines, header, path);
        return new ArrayRows(values, columns);
    }

    // Each number takes at least two bytes, except the last.
    private static void RequireLength(MatrixMarketHeader header, long bytes, string path)
    {
        int numbers =
            !header.IsCoordinate ? 1
            : header.IsPattern ? 2
            : 3;
        if (header.Entries < 0 || header.Entries > (bytes + 1) / (2 * numbers))
            throw new InputException(
                $"{path} promises {header.Entries} entries, more than its {bytes} bytes can hold; the file is cut "
                    + "short or damaged, fetch it again"
            );
    }

    private static ReadOnlySpan<byte> NextNumbers(ByteLines lines, MatrixMarketHeader header, long done, string path)
    {
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            line = Trim(line);
            if (!line.IsEmpty && line[0] != '%')
                return line;
        }

        throw new InputException(
            $"{path} ends after {done} of {header.Entries} entries; the file was cut, fetch it again"
        );
    }

    private static void RequireEnd(ByteLines lines, MatrixMarketHeader header, string path)
    {
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            line = Trim(line);
            if (!line.IsEmpty && line[0] != '%')
                throw new InputException(
                    $"{path}, line {lines.Number}: '{Shown(line)}' comes after all {header.Entries} entries that line "
                        + "1 and 2 promise; the file is damaged, write it again"
                );
        }
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out int number)
    {
        bool found = Utf8Parser.TryParse(rest, out number, out int used) && EndsAt(rest, used);
        rest = found ? TrimStart(rest[used..]) : rest;
        return found;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out double number)
    {
        if (rest is [(byte)'+', ..])
            rest = rest[1..];
        bool found = Utf8Parser.TryParse(rest, out number, out int used) && EndsAt(rest, used);
        rest = found ? TrimStart(rest[used..]) : rest;
        return found;
    }

    private static bool EndsAt(ReadOnlySpan<byte> text, int index) =>
        index == text.Length || text[index] is (byte)' ' or (byte)'\t';

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.Trim(" \t"u8);

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> line) => line.TrimStart(" \t"u8);

    private static InputException Wrong(
        ByteLines lines,
        ReadOnlySpan<byte> line,
        string expected,
        MatrixMarketHeader header,
        string path
    ) =>
        new(
            $"{path}, line {lines.Number}: '{Shown(line)}' where {expected} of a {header.Rows} × {header.Columns} "
                + "matrix was expected; places count from 1"
        );

    private static string Shown(ReadOnlySpan<byte> line)
    {
        const int longest = 60;
        return line.Length > longest ? Encoding.UTF8.GetString(line[..longest]) + "…" : Encoding.UTF8.GetString(line);
    }
}
