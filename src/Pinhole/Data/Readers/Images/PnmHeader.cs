namespace Pinhole.Data.Readers.Images;

/// <summary>The header of a PBM, PGM or PPM file: its size, and how samples are stored.</summary>
/// <param name="Kind">1 to 6: 1 bits, 2 grey, 3 color as text; 4 to 6 the same as bytes.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Maximum">The sample value of white, 1 to 65,535.</param>
internal readonly record struct PnmHeader(int Kind, int Width, int Height, int Maximum)
{
    /// <summary>Whether samples are bits; 1 is black.</summary>
    public bool IsBits => Kind is 1 or 4;

    /// <summary>Whether samples are text.</summary>
    public bool IsText => Kind <= 3;

    /// <summary>The shape of the picture.</summary>
    public ImageShape Shape => new(Kind is 3 or 6 ? 3 : 1, Height, Width);

    /// <summary>Bytes of a sample, if samples are not text.</summary>
    public int SampleBytes => Maximum > byte.MaxValue ? 2 : 1;

    /// <summary>Reads the header and moves past it.</summary>
    /// <exception cref="InputException">It is damaged, or claims more than the file can hold.</exception>
    public static PnmHeader Read(ref PnmText text)
    {
        int kind = text.Kind;
        int width = text.Number("width"),
            height = text.Number("height");
        int maximum = kind is 1 or 4 ? 1 : text.Number("maximum value");
        if (width == 0 || height == 0)
            throw text.Damaged($"an image of {width}×{height} pixels");
        if (maximum is 0 or > ushort.MaxValue)
            throw text.Damaged($"a maximum value of {maximum}, where 1 to {ushort.MaxValue} are possible");
        if (kind > 3)
            text.SkipOneSpace();

        PnmHeader header = new(kind, width, height, maximum);
        if (header.MinimumBytes > (UInt128)text.Left)
            throw text.Damaged($"{text.Left} bytes cannot hold {width}×{height} pixels");
        return header.Samples <= (UInt128)Array.MaxLength
            ? header
            : throw new InputException(
                $"{text.Path} has {width}×{height} pixels, more than fit in memory; give a smaller image"
            );
    }

    private UInt128 Samples => (UInt128)Width * (UInt128)Height * (UInt128)Shape.Channels;

    // In text, numbers need a space between them, bits do not.
    private UInt128 MinimumBytes =>
        Kind switch
        {
            1 => Samples,
            2 or 3 => (2 * Samples) - 1,
            4 => (UInt128)((Width + 7L) / 8) * (UInt128)Height,
            _ => Samples * (UInt128)SampleBytes,
        };
}
