namespace Pinhole.Data.Readers.Images;

/// <summary>The header of a PBM, PGM or PPM file: sizes, and how samples lie.</summary>
/// <param name="Kind">1 to 6: bits, grey and color in text, then the same in bytes.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Most">The sample that is white, 1 to 65,535.</param>
internal readonly record struct PnmHeader(int Kind, int Width, int Height, int Most)
{
    /// <summary>Whether a sample is a bit, and 1 is black.</summary>
    public bool IsBits => Kind is 1 or 4;

    /// <summary>Whether samples are words of text.</summary>
    public bool IsText => Kind <= 3;

    /// <summary>What the picture is.</summary>
    public ImageShape Shape => new(Kind is 3 or 6 ? 3 : 1, Height, Width);

    /// <summary>Bytes of a sample; only where samples are bytes.</summary>
    public int SampleBytes => Most > byte.MaxValue ? 2 : 1;

    /// <summary>Reads the header; the text then stands on what follows it.</summary>
    /// <exception cref="InputException">It is damaged, or promises more than the file can hold.</exception>
    public static PnmHeader Read(ref PnmText text)
    {
        int kind = text.Kind;
        int width = text.Number("width"),
            height = text.Number("height");
        int most = kind is 1 or 4 ? 1 : text.Number("greatest sample");
        if (width == 0 || height == 0)
            throw text.Damaged($"an image of {width}×{height} pixels");
        if (most is 0 or > ushort.MaxValue)
            throw text.Damaged($"a greatest sample of {most}, where 1 to {ushort.MaxValue} are possible");
        if (kind > 3)
            text.SkipOneSpace();

        PnmHeader header = new(kind, width, height, most);
        if (header.FewestBytes > (UInt128)text.Left)
            throw text.Damaged($"{text.Left} bytes cannot hold {width}×{height} pixels");
        return header.Samples <= (UInt128)Array.MaxLength
            ? header
            : throw new InputException(
                $"{text.Path} has {width}×{height} pixels, more than fit in memory; give a smaller image"
            );
    }

    private UInt128 Samples => (UInt128)Width * (UInt128)Height * (UInt128)Shape.Channels;

    // Bits in text need no space between them, numbers do.
    private UInt128 FewestBytes =>
        Kind switch
        {
            1 => Samples,
            2 or 3 => (2 * Samples) - 1,
            4 => (UInt128)((Width + 7L) / 8) * (UInt128)Height,
            _ => Samples * (UInt128)SampleBytes,
        };
}
