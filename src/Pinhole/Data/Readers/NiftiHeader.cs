using System.Buffers.Binary;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// The header of a NIfTI-1 or NIfTI-2 file (nifti1.h and nifti2.h of the NIfTI Data Format Working Group), in either
/// byte order.
/// </summary>
internal static class NiftiHeader
{
    private const int FirstSize = 348,
        SecondSize = 540;

    // Four bytes at the end of the header say whether extensions follow.
    private const int Flags = 4;
    private const int MaximumDimensions = 7;

    /// <summary>Whether a file that starts so is NIfTI or its predecessor, Analyze.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.Length >= 4 && Size(start, out _) > 0;

    /// <summary>Reads the header and stops before the first number, in [slices, height, width].</summary>
    /// <param name="stream">The stream, at its start.</param>
    /// <param name="path">For messages.</param>
    /// <param name="depth">Receives the number of slices in a volume; further slices are of later times.</param>
    /// <exception cref="InputException">It is no such header, or the type of the numbers is not supported.</exception>
    public static NumberLayout Read(Stream stream, string path, out int depth)
    {
        Span<byte> bytes = stackalloc byte[SecondSize];
        int found = stream.ReadAtLeast(bytes[..FirstSize], FirstSize, throwOnEndOfStream: false);
        int size = found < 4 ? 0 : Size(bytes, out _);
        if (size == 0)
            throw new InputException($"{path} is no NIfTI file; give one that is");
        bool isSecond = size == SecondSize;
        if (
            found < FirstSize
            || (
                isSecond
                && stream.ReadAtLeast(bytes[FirstSize..], SecondSize - FirstSize, throwOnEndOfStream: false)
                    < SecondSize - FirstSize
            )
        )
            throw new InputException($"{path}: the NIfTI header is cut short; fetch the file again");

        Size(bytes, out bool bigEndian);
        RequireSingleFile(isSecond ? bytes[4..] : bytes[344..], path);
        NumberFormat format = Format(Short(bytes[(isSecond ? 12 : 70)..], bigEndian), bigEndian, path);
        long[] sizes = new long[MaximumDimensions + 1];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = isSecond ? Long(bytes[(16 + (8 * i))..], bigEndian) : Short(bytes[(40 + (2 * i))..], bigEndian);
        double offset = isSecond ? Long(bytes[168..], bigEndian) : Float(bytes[108..], bigEndian);
        NumberScaling scaling = isSecond
            ? Scaling(Double(bytes[176..], bigEndian), Double(bytes[184..], bigEndian), path)
            : Scaling(Float(bytes[112..], bigEndian), Float(bytes[116..], bigEndian), path);
        long[] shape = Shape(sizes, path);
        long start = Start(offset, size + Flags, path);
        Skip(stream, size, start, path);
        depth = (int)sizes[3];
        return new NumberLayout(format, shape, start) { Scaling = scaling };
    }

    // The header starts with its size.
    private static int Size(ReadOnlySpan<byte> start, out bool bigEndian)
    {
        int little = BinaryPrimitives.ReadInt32LittleEndian(start),
            big = BinaryPrimitives.ReadInt32BigEndian(start);
        bigEndian = big is FirstSize or SecondSize;
        return bigEndian ? big
            : little is FirstSize or SecondSize ? little
            : 0;
    }

    private static void RequireSingleFile(ReadOnlySpan<byte> magic, string path)
    {
        if (magic.StartsWith("ni1"u8) || magic.StartsWith("ni2"u8))
            throw new InputException(
                $"{path} is a NIfTI header whose numbers are in another file; save the volume as one .nii file"
            );
        if (!magic.StartsWith("n+1\0"u8) && !magic.StartsWith("n+2\0\r\n\x1A\n"u8))
            throw new InputException(
                $"{path} starts like a NIfTI file without its magic number; it is damaged, or in Analyze format: save "
                    + "the volume as .nii"
            );
    }

    // The order is time, slice, row: slices are stored as images.
    private static long[] Shape(long[] sizes, string path)
    {
        long dimensions = sizes[0];
        if (dimensions is < 1 or > MaximumDimensions)
            throw new InputException(
                $"{path}: a NIfTI header of {dimensions} dimensions; the file is damaged, fetch it again"
            );
        for (int i = 1; i <= MaximumDimensions; i++)
        {
            if (i > dimensions)
                sizes[i] = 1;
            if (sizes[i] < 1 || sizes[i] > Array.MaxLength)
                throw new InputException(
                    $"{path}: dimension {i} of the NIfTI header is {sizes[i]}; the file is damaged, fetch it again"
                );
            if (i > 4 && sizes[i] > 1)
                throw new InputException(
                    $"{path}: a volume of {dimensions} dimensions; give [x, y, z] or [x, y, z, time]"
                );
        }

        return [sizes[3] * sizes[4], sizes[2], sizes[1]];
    }

    private static NumberFormat Format(short type, bool bigEndian, string path) =>
        type switch
        {
            2 => new('u', 1, bigEndian),
            4 => new('i', 2, bigEndian),
            8 => new('i', 4, bigEndian),
            16 => new('f', 4, bigEndian),
            64 => new('f', 8, bigEndian),
            256 => new('i', 1, bigEndian),
            512 => new('u', 2, bigEndian),
            768 => new('u', 4, bigEndian),
            1024 => new('i', 8, bigEndian),
            1280 => new('u', 8, bigEndian),
            1 => throw Refused("single bits", type, path),
            32 or 1792 or 2048 => throw Refused("complex numbers", type, path),
            128 or 2304 => throw Refused("colors", type, path),
            1536 => throw Refused("numbers of 128 bits", type, path),
            _ => throw Refused("an unknown type", type, path),
        };

    private static InputException Refused(string what, short type, string path) =>
        new(
            $"{path}: voxels that are {what} (NIfTI type {type}) are not read; save the volume as integers or "
                + "floating numbers"
        );

    // A slope of 0 or NaN means no scaling, as in nifti1.h and NiBabel.
    private static NumberScaling Scaling(double slope, double intercept, string path)
    {
        if (slope == 0 || !double.IsFinite(slope))
            return new NumberScaling { MissingIsZero = true };
        return double.IsFinite(intercept)
            ? new NumberScaling
            {
                Slope = slope,
                Intercept = intercept,
                MissingIsZero = true,
            }
            : throw new InputException(
                $"{path}: the intercept of the NIfTI header is no finite number; the file is damaged, fetch it again"
            );
    }

    private static long Start(double offset, int least, string path) =>
        offset >= least && offset < long.MaxValue && offset == Math.Floor(offset)
            ? (long)offset
            : throw new InputException(
                $"{path}: in the NIfTI header the numbers start at byte {offset:G17}, which cannot be; the file is "
                    + "damaged, fetch it again"
            );

    private static void Skip(Stream stream, int read, long start, string path)
    {
        if (stream.CanSeek)
        {
            stream.Position = start;
            return;
        }

        byte[] buffer = new byte[1 << 12];
        for (long left = start - read; left > 0; )
        {
            int more = stream.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            if (more == 0)
                throw new InputException(
                    $"{path} ends before its numbers start, at byte {start}; it is cut short, fetch it again"
                );
            left -= more;
        }
    }

    private static short Short(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes);

    private static long Long(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private static float Float(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes);

    private static double Double(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}
