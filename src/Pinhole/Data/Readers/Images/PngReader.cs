using System.IO.Compression;

namespace Pinhole.Data.Readers.Images;

/// <summary>
/// Reads PNG images (ISO/IEC 15948): grey, grey with alpha, RGB, RGBA and palettes, of 1 to 16 bits a sample, not
/// interlaced. Transparency chunks and color management are ignored.
/// </summary>
internal static class PngReader
{
    // Deflate unpacks one byte to at most 1,032: a file that claims more is damaged.
    private const int MaximumUnpacked = 1032;

    private static ReadOnlySpan<byte> Magic =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Whether a file that starts so is PNG.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>Reads one image that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">It is no PNG, is damaged, or has an unsupported format.</exception>
    public static DecodedImage Read(ReadOnlySpan<byte> file, string path)
    {
        if (!Recognizes(file))
            throw new InputException($"{path} is no PNG file; give one that is");

        int at = Magic.Length;
        PngHeader header = PngHeader.Read(PngChunk.Read(file, ref at, path), path);
        using MemoryStream packed = new();
        ReadOnlySpan<byte> palette = [];
        while (true)
        {
            PngChunk chunk = PngChunk.Read(file, ref at, path);
            if (chunk.Type.SequenceEqual("IEND"u8))
                break;
            if (chunk.Type.SequenceEqual("IDAT"u8))
                packed.Write(chunk.Content);
            else if (chunk.Type.SequenceEqual("PLTE"u8))
                palette = chunk.Content;
            else if (chunk.IsCritical)
                throw new InputException(
                    $"{path}: the PNG file has a part that is not in the standard; save it again as 8-bit grey or RGB"
                );
        }

        if (header.HasPalette && (palette.Length is 0 or > 768 || palette.Length % 3 != 0))
            throw new InputException($"{path}: a PNG palette of {palette.Length} bytes; it is damaged, fetch it again");
        if ((header.RowBytes + 1L) * header.Height > packed.Length * MaximumUnpacked)
            throw new InputException(
                $"{path}: {packed.Length} bytes cannot hold {header.Width}×{header.Height} pixels; the PNG file is "
                    + "damaged, fetch it again"
            );

        packed.Position = 0;
        return Unpack(packed, header, palette, path);
    }

    private static DecodedImage Unpack(Stream packed, PngHeader header, ReadOnlySpan<byte> palette, string path)
    {
        float[] values = new float[header.Shape.Channels * header.Height * header.Width];
        byte[] current = new byte[header.RowBytes],
            above = new byte[header.RowBytes];
        using ZLibStream unpacker = new(packed, CompressionMode.Decompress);
        try
        {
            for (int row = 0; row < header.Height; row++)
            {
                int filter = unpacker.ReadByte();
                unpacker.ReadExactly(current);
                if (!PngFilter.TryUndoInPlace(filter, current, above, header.PixelBytes))
                    throw new InputException(
                        $"{path}: a PNG filter {filter} in row {row + 1}; the file is damaged, fetch it again"
                    );
                if (header.HasPalette)
                    LookUp(current, row, header, palette, values, path);
                else
                    Scale(current, row, header, values);
                (current, above) = (above, current);
            }

            if (unpacker.ReadByte() >= 0)
                throw new InputException(
                    $"{path}: the PNG file holds more than {header.Width}×{header.Height} pixels; it is damaged, "
                        + "fetch it again"
                );
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new InputException(
                $"{path}: the pixels of the PNG file are damaged or cut short; fetch it again",
                exception
            );
        }

        return new DecodedImage(header.Shape, values);
    }

    private static void Scale(ReadOnlySpan<byte> bytes, int row, PngHeader header, Span<float> values)
    {
        float most = (1 << header.Depth) - 1;
        for (int sample = 0; sample < header.Width * header.Samples; sample++)
        {
            (int column, int channel) = Math.DivRem(sample, header.Samples);
            values[(((channel * header.Height) + row) * header.Width) + column] =
                Sample(bytes, sample, header.Depth) / most;
        }
    }

    private static void LookUp(
        ReadOnlySpan<byte> bytes,
        int row,
        PngHeader header,
        ReadOnlySpan<byte> palette,
        Span<float> values,
        string path
    )
    {
        for (int column = 0; column < header.Width; column++)
        {
            int color = 3 * Sample(bytes, column, header.Depth);
            if (color >= palette.Length)
                throw new InputException(
                    $"{path}: a pixel in row {row + 1} has a color that the PNG palette lacks; the file is damaged, "
                        + "fetch it again"
                );
            for (int channel = 0; channel < 3; channel++)
                values[(((channel * header.Height) + row) * header.Width) + column] = palette[color + channel] / 255f;
        }
    }

    // Samples smaller than a byte start at the highest bit.
    private static int Sample(ReadOnlySpan<byte> bytes, int index, int depth) =>
        depth switch
        {
            16 => (bytes[2 * index] << 8) | bytes[(2 * index) + 1],
            8 => bytes[index],
            _ => (bytes[index * depth / 8] >> (8 - depth - (index * depth % 8))) & ((1 << depth) - 1),
        };
}
