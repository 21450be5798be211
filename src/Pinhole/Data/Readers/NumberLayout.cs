using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>The layout of the numbers that follow the header of a binary file, as the header claims it.</summary>
/// <param name="Format">The format of a number.</param>
/// <param name="Shape">At least one dimension; the first counts the rows.</param>
/// <param name="Start">The offset of the first number, in bytes.</param>
/// <param name="FortranOrder">Whether the first index runs fastest, instead of the last.</param>
internal sealed record NumberLayout(NumberFormat Format, long[] Shape, long Start, bool FortranOrder = false)
{
    // At eight bytes each, more than any disk holds, and still no overflow.
    private const long MaximumNumbers = 1L << 56;

    // Deflate unpacks one byte to at most 1,032: content that claims more is damaged.
    private const int MaximumUnpacked = 1032;

    /// <summary>How many rows there are.</summary>
    public int Rows => (int)Shape[0];

    /// <summary>Numbers in a row.</summary>
    public int Columns => (int)(Count / Shape[0]);

    /// <summary>How many numbers there are.</summary>
    public long Count => Shape.Aggregate(1L, (count, size) => count * size);

    /// <summary>Their length in the file, in bytes.</summary>
    public long Bytes => Count * Format.Size;

    /// <summary>
    /// The shape of the images, if the array is [rows, height, width] or [rows, channels, height, width].
    /// </summary>
    public ImageShape? Image =>
        Shape switch
        {
            [_, long height, long width] => new ImageShape(1, (int)height, (int)width),
            [_, long channels, long height, long width] => new ImageShape((int)channels, (int)height, (int)width),
            _ => null,
        };

    /// <summary>
    /// The scaling of the rows: images of bytes are divided by 255, unless the format has another rule.
    /// </summary>
    public NumberScaling Scaling
    {
        get => field ?? (Image is not null && Format.IsByte ? NumberScaling.Pixels : NumberScaling.None);
        init;
    }

    /// <summary>What the rows are.</summary>
    public Schema Schema => new() { Columns = Columns, Image = Image };

    /// <summary>Refuses a shape that cannot be used.</summary>
    /// <exception cref="InputException">It holds no numbers, or the rows are too wide or too many.</exception>
    public NumberLayout Checked(string path)
    {
        string written = $"[{string.Join(", ", Shape)}]";
        if (Shape.Length == 0)
            throw new InputException($"{path}: a single number; give [rows, columns]");
        if (Shape.AsSpan().ContainsAnyInRange(long.MinValue, 0))
            throw new InputException($"{path}: shape {written} holds no numbers; give at least one row and one column");

        long columns = 1;
        foreach (long size in Shape.AsSpan(1))
        {
            if (size > Array.MaxLength / columns)
                throw new InputException(
                    $"{path}: shape {written} has rows of more numbers than fit in memory; give narrower ones"
                );
            columns *= size;
        }

        return Shape[0] <= Math.Min(Array.MaxLength, MaximumNumbers / columns)
            ? this
            : throw new InputException(
                $"{path}: shape {written} has more rows than fit in memory or on a disk; give fewer"
            );
    }

    /// <summary>Refuses arrays whose dimensions do not define rows.</summary>
    /// <exception cref="InputException">There are too many dimensions, or the channels of images come last.</exception>
    public void RequireRows(string path)
    {
        if (Shape.Length > 4)
            throw new InputException(
                $"{path}: {Shape.Length} dimensions; give [rows, columns] or [rows, (channels,) height, width]"
            );
        if (Shape is [_, not (1 or 3 or 4), _, 1 or 3 or 4])
            throw new InputException(
                $"{path}: the channels seem to come last; save the images as [rows, channels, height, width]"
            );
    }

    /// <summary>Refuses a file whose length differs from what the header claims.</summary>
    /// <param name="available">How many bytes follow the header.</param>
    /// <param name="path">The file.</param>
    public void RequireLength(long available, string path)
    {
        if (available != Bytes)
            throw WrongLength(path, available < Bytes, $"{available}");
    }

    /// <summary>Refuses packed content that cannot hold what the header claims.</summary>
    /// <param name="packed">Its packed length, in bytes.</param>
    /// <param name="path">The file.</param>
    public void RequireUnpackable(long packed, string path)
    {
        if (Bytes / MaximumUnpacked > packed)
            throw WrongLength(path, tooShort: true, "fewer");
    }

    /// <summary>The error for a file that is too short or too long.</summary>
    public InputException WrongLength(string path, bool tooShort, string found) =>
        new(
            $"{path}: the header promises {Bytes} bytes of numbers, the file holds {found}; it is "
                + $"{(tooShort ? "cut short" : "longer than it should be")}, fetch or write it again"
        );
}
