using System.Buffers.Binary;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads the idx format of the MNIST files (LeCun, Cortes and Burges): two zero bytes, the type of the numbers, the
/// number of dimensions, their sizes, then the numbers, all big-endian. Images of bytes are divided by 255, so that
/// they lie in [0, 1]; other numbers are unchanged.
/// </summary>
internal static class IdxReader
{
    /// <summary>Whether a file that starts so is idx.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && start[0] == 0 && start[1] == 0 && Format(start[2]) is not null && start[3] > 0;

    /// <summary>Reads rows, with the label file beside it, if there is one.</summary>
    public static StoredRows Read(string path, DataOptions options) => NumberFile.ReadRows(path, ReadHeader, options);

    /// <summary>Reads the numbers as they are.</summary>
    public static NumberArray ReadNumbers(string path) => NumberFile.ReadNumbers(path, ReadHeader);

    private static NumberLayout ReadHeader(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[4];
        if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4 || !Recognizes(start))
            throw new InputException(
                $"{path} is no idx file; give one that starts with two zero bytes, a type and a count of dimensions"
            );

        byte[] sizes = new byte[4 * start[3]];
        if (stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false) < sizes.Length)
            throw new InputException($"{path}: the idx header is cut short; fetch the file again");

        long[] shape = new long[start[3]];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(4 * i));
        return new NumberLayout(Format(start[2])!.Value, shape, start.Length + sizes.Length);
    }

    private static NumberFormat? Format(byte type) =>
        type switch
        {
            0x08 => new('u', 1, true),
            0x09 => new('i', 1, true),
            0x0B => new('i', 2, true),
            0x0C => new('i', 4, true),
            0x0D => new('f', 4, true),
            0x0E => new('f', 8, true),
            _ => null,
        };
}
