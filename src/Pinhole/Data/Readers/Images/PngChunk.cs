using System.Buffers.Binary;

namespace Pinhole.Data.Readers.Images;

/// <summary>One part of a PNG file, whose length and checksum are right.</summary>
internal readonly ref struct PngChunk
{
    // Length, type and checksum.
    private const int Frame = 12;

    private PngChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Type = type;
        Content = content;
    }

    /// <summary>Four letters; a small first one says that a reader may pass over what it does not know.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>What is in it, in place.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>Whether a picture cannot be read without understanding it.</summary>
    public bool IsCritical => (Type[0] & 0x20) == 0;

    /// <summary>Reads the next chunk and moves behind it.</summary>
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
