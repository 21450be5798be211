using System.Text;

namespace Pinhole.Data.Readers;

/// <summary>The header of a Matrix Market file (Boisvert, Pozo and Remington 1996).</summary>
/// <param name="IsCoordinate">Whether each line gives a row and a column; otherwise all numbers follow, column by
/// column.</param>
/// <param name="IsPattern">Whether the lines have no numbers; each entry is a 1.</param>
/// <param name="Mirror">The factor of a number on the other side of the diagonal: 1 (symmetric), −1 (skew-symmetric),
/// or 0 if the file has both sides.</param>
/// <param name="Rows">Rows of the matrix.</param>
/// <param name="Columns">Columns of the matrix.</param>
/// <param name="Entries">How many lines of numbers follow.</param>
internal sealed record MatrixMarketHeader(
    bool IsCoordinate,
    bool IsPattern,
    int Mirror,
    int Rows,
    int Columns,
    long Entries
)
{
    private const string Banner = "%%MatrixMarket";

    // Matrices with far more rows or columns than numbers are mistakes, or hostile.
    private const long EmptyLines = 50_000_000;
    private const long EmptyLinesAnEntry = 100;

    /// <summary>Whether a file that starts so is of Matrix Market.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) =>
        start.Length >= Banner.Length
        && Encoding.ASCII.GetString(start[..Banner.Length]).Equals(Banner, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the header and stops before the first number.</summary>
    /// <exception cref="InputException">It is no such header, or of a kind that cannot be data.</exception>
    public static MatrixMarketHeader Read(ByteLines lines, string path)
    {
        string[] words = lines.Next(out ReadOnlySpan<byte> banner) ? Words(banner) : [];
        if (words.Length == 0 || !words[0].Equals(Banner, StringComparison.OrdinalIgnoreCase))
            throw new InputException(
                $"{path} is called like a Matrix Market file, but does not begin with {Banner}; write it again, or "
                    + "give it the name of what it is"
            );
        if (
            words
                is not [
                    _,
                    "matrix",
                    "coordinate"
                    or "array",
                    "real"
                    or "double"
                    or "integer"
                    or "pattern",
                    "general"
                    or "symmetric"
                    or "skew-symmetric",
                ]
            || words is [_, _, "array", "pattern", _]
        )
            throw new InputException(
                $"{path}, line 1: '{string.Join(' ', words)}' cannot be read; give '{Banner} matrix coordinate real "
                    + "general', or array, integer, pattern, symmetric or skew-symmetric in its places"
            );

        bool isCoordinate = words[2] == "coordinate";
        long[] sizes = Sizes(lines, path, isCoordinate ? 3 : 2);
        int mirror = words[4] switch
        {
            "symmetric" => 1,
            "skew-symmetric" => -1,
            _ => 0,
        };
        if (mirror != 0 && sizes[0] != sizes[1])
            throw new InputException(
                $"{path}, line {lines.Number}: a {words[4]} matrix is square, not {sizes[0]} × {sizes[1]}; the file "
                    + "is damaged, write it again"
            );
        long entries = isCoordinate
            ? sizes[2]
            : mirror switch
            {
                0 => checked(sizes[0] * sizes[1]),
                1 => sizes[0] * (sizes[0] + 1) / 2,
                _ => sizes[0] * (sizes[0] - 1) / 2,
            };
        if (isCoordinate && Math.Max(sizes[0], sizes[1]) > EmptyLines + (EmptyLinesAnEntry * entries))
            throw new InputException(
                $"{path}, line {lines.Number}: a {sizes[0]} × {sizes[1]} matrix with {entries} numbers would be "
                    + "nearly all empty; leave out empty rows and columns"
            );
        return new MatrixMarketHeader(
            isCoordinate,
            words[3] == "pattern",
            mirror,
            (int)sizes[0],
            (int)sizes[1],
            entries
        );
    }

    private static string[] Words(ReadOnlySpan<byte> line)
    {
        const int longest = 200;
        string[] words = Encoding
            .ASCII.GetString(line[..Math.Min(line.Length, longest)])
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Take(1), .. words.Skip(1).Select(word => word.ToLowerInvariant())];
    }

    private static long[] Sizes(ByteLines lines, string path, int count)
    {
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (line.Trim((byte)' ').IsEmpty || line[0] == '%')
                continue;
            string[] words = Words(line);
            long[] sizes = [.. words.Select(word => long.TryParse(word, out long size) ? size : -1)];
            if (sizes.Length != count || sizes.Contains(-1))
                throw new InputException(
                    $"{path}, line {lines.Number}: '{string.Join(' ', words)}' where the numbers of "
                        + $"rows{(count == 3 ? ", columns and entries" : " and columns")} were expected; the file is "
                        + "damaged, write it again"
                );
            if (sizes[0] is < 1 or >= int.MaxValue || sizes[1] is < 1 or >= int.MaxValue)
                throw new InputException(
                    $"{path}, line {lines.Number}: a matrix of {sizes[0]} × {sizes[1]} cannot be data; give 1 to "
                        + $"{int.MaxValue - 1} rows and columns"
                );
            return sizes;
        }

        throw new InputException($"{path} ends before its sizes; the file is damaged, write it again");
    }
}
