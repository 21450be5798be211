using System.Buffers.Binary;

namespace Pinhole.Data.Readers.Images;

/// <summary>A chunk of a PNG file, with valid length and checksum.</summary>
internal readonly ref struct PngChunk
{
    // Length, type and checksum.
    private const int Frame = 12;

    private PngChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Type = type;
        Content = content;
    }

    /// <summary>Four letters; if the first is lower-case, a reader that does not know the chunk may skip it.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>Its content, as a part of the file.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>Whether the picture cannot be read without this chunk.</summary>
    public bool IsCritical => (Type[0] & 0x20) == 0;

    /// <summary>Reads the next chunk and moves past it.</summary>
    /// <exception cref="InputException">The file ends too early, or the checksum is wrong.</exception>
    public static PngChunk Read(ReadOnlySpan<byte> file, scoped ref int at, string path)
    {
        ReadOnlySpan<byte> rest = file[at..];
        if (rest.Length < Frame || BinaryPrimitives.ReadUInt32BigEndian(rest) > (uint)(rest.Length - Frame))
            throw new InputException($"{path}: the PNG file is cut short; fetch it again");

        int length = BinaryPrimitives.ReadInt32BigEndian(rest);
        PngChunk chunk = new(rest.Slice(4, 4), rest.Slice(8, length));
        if (BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]) != PngChecksum.Of(chunk.Type, chunk.Content))
            throw new InputException(
                $"{path}: a checksum of the PNG file is wrong, {at} bytes into it; it is damaged, fetch it again"
            );
        at += Frame + length;
        return chunk;
    }
}
