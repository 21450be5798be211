using System.Buffers.Binary;
using System.IO.Compression;

namespace Pinhole.Data.Writers;

/// <summary>Writes PNG images (ISO/IEC 15948) of 8 bits a channel.</summary>
public static class PngWriter
{
    /// <summary>Writes one image.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="pixels">The pixels, channels interleaved: [height, width, channels].</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <exception cref="ArgumentException">The sizes are not positive, do not match the pixels, or the channels are
    /// neither 1 nor 3.</exception>
    public static void Write(Stream stream, ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        if (width < 1 || height < 1 || channels is not (1 or 3) || (long)width * height * channels != pixels.Length)
            throw new ArgumentException(
                $"{pixels.Length} bytes are no image of {width}×{height} pixels with {channels} channels.",
                nameof(pixels)
            );

        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);

        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)(channels == 1 ? 0 : 2);
        WriteChunk(stream, "IHDR"u8, header);

        using MemoryStream packed = new();
        using (ZLibStream packer = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            int rowBytes = width * channels;
            for (int row = 0; row < height; row++)
            {
                // Each row starts with its filter byte; 0 is none.
                packer.WriteByte(0);
                packer.Write(pixels.Slice(row * rowBytes, rowBytes));
            }
        }

        WriteChunk(stream, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngChecksum.Of(type, content));
        stream.Write(number);
    }
}
