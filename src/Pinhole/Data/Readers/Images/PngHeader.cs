using System.Buffers.Binary;

namespace Pinhole.Data.Readers.Images;

/// <summary>The header of a PNG file: its size, and how pixels are stored.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Depth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Color">0 grey, 2 red, green and blue, 3 an index into a palette, 4 grey and alpha, 6 RGB and
/// alpha.</param>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int Color)
{
    private const int Palette = 3;

    /// <summary>Whether samples are indices into a palette.</summary>
    public bool HasPalette => Color == Palette;

    /// <summary>Samples of a pixel, as stored.</summary>
    public int Samples =>
        Color switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };

    /// <summary>The shape of the decoded picture; a palette gives red, green and blue.</summary>
    public ImageShape Shape => new(HasPalette ? 3 : Samples, Height, Width);

    /// <summary>Bytes of a row, without its filter byte.</summary>
    public int RowBytes => (int)((((long)Width * Samples * Depth) + 7) / 8);

    /// <summary>Distance to the previous pixel in the filters, in bytes.</summary>
    public int PixelBytes => Math.Max(1, Samples * Depth / 8);

    /// <summary>Reads the header and checks that the picture is supported.</summary>
    /// <exception cref="InputException">It is no header, or the picture is not supported.</exception>
    public static PngHeader Read(PngChunk chunk, string path)
    {
        ReadOnlySpan<byte> content = chunk.Content;
        if (!chunk.Type.SequenceEqual("IHDR"u8) || content.Length != 13)
            throw new InputException($"{path}: the PNG file has no header; it is damaged, fetch it again");

        uint width = BinaryPrimitives.ReadUInt32BigEndian(content),
            height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        (int depth, int color) = (content[8], content[9]);
        if (!IsKnown(depth, color) || content[10] != 0 || content[11] != 0 || content[12] > 1)
            throw new InputException(
                $"{path}: a PNG of color type {color} with {depth} bits a sample is not in the standard; save it "
                    + "again as 8-bit grey or RGB"
            );
        if (content[12] == 1)
            throw new InputException($"{path}: interlaced PNG is not read; save it again without interlacing");
        // Two bytes a sample, four samples a pixel, one filter byte a row: all of it must fit in an array.
        if (width == 0 || height == 0 || ((UInt128)width * height * 8) + height > (UInt128)Array.MaxLength)
            throw new InputException(
                $"{path}: a PNG of {width}×{height} pixels; give one of at least 1 pixel and at most "
                    + $"{Array.MaxLength / 8:#,0}"
            );
        return new PngHeader((int)width, (int)height, depth, color);
    }

    private static bool IsKnown(int depth, int color) =>
        color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
}
