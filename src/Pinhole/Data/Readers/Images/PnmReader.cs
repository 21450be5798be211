using System.Buffers.Binary;

namespace Pinhole.Data.Readers.Images;

/// <summary>
/// Reads the images of Netpbm: PBM, PGM and PPM, in text (P1, P2, P3) and in bytes (P4, P5, P6), of 8 and 16 bits, one
/// image a file. See https://netpbm.sourceforge.net/doc/pnm.html.
/// </summary>
internal static class PnmReader
{
    /// <summary>Whether a file that starts so is one of them: its kind, then its width.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start)
    {
        if (
            start is not [(byte)'P', >= (byte)'1' and <= (byte)'6', byte next, ..]
            || !(PnmText.IsSpace(next) || next == '#')
        )
            return false;
        PnmText text = new(start, "");
        // A long comment may hide the width.
        return !text.SkipSpace() || char.IsAsciiDigit((char)text.Rest[0]);
    }

    /// <summary>Reads one image that is in memory.</summary>
    /// <param name="file">The whole file, which <see cref="Recognizes"/> knows.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">It is damaged.</exception>
    public static DecodedImage Read(ReadOnlySpan<byte> file, string path)
    {
        PnmText text = new(file, path);
        PnmHeader header = PnmHeader.Read(ref text);
        return new DecodedImage(header.Shape, header.IsText ? ReadWords(ref text, header) : ReadBytes(text, header));
    }

    private static float[] ReadWords(ref PnmText text, PnmHeader header)
    {
        (int channels, int pixels) = (header.Shape.Channels, header.Width * header.Height);
        float[] values = new float[channels * pixels];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
                values[(channel * pixels) + pixel] = header.IsBits
                    ? 1 - text.Bit()
                    : Share(text.Number("sample"), header, text);
        }

        return text.SkipSpace() ? throw More(text, header) : values;
    }

    private static float[] ReadBytes(PnmText text, PnmHeader header)
    {
        int length = header.IsBits
            ? RowBytes(header) * header.Height
            : header.Shape.Channels * header.Width * header.Height * header.SampleBytes;
        foreach (byte behind in text.Rest[length..])
        {
            if (!PnmText.IsSpace(behind))
                throw More(text, header);
        }

        return header.IsBits ? ReadBits(text.Rest, header) : ReadSamples(text, header);
    }

    // Each row starts at a new byte.
    private static float[] ReadBits(ReadOnlySpan<byte> bytes, PnmHeader header)
    {
        float[] values = new float[header.Width * header.Height];
        for (int row = 0; row < header.Height; row++)
        {
            ReadOnlySpan<byte> bits = bytes[(row * RowBytes(header))..];
            for (int column = 0; column < header.Width; column++)
                values[(row * header.Width) + column] = 1 - ((bits[column / 8] >> (7 - (column % 8))) & 1);
        }

        return values;
    }

    private static float[] ReadSamples(PnmText text, PnmHeader header)
    {
        ReadOnlySpan<byte> bytes = text.Rest;
        (int channels, int pixels, int size) = (
            header.Shape.Channels,
            header.Width * header.Height,
            header.SampleBytes
        );
        float[] values = new float[channels * pixels];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int at = ((pixel * channels) + channel) * size;
                values[(channel * pixels) + pixel] = Share(
                    size == 2 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : bytes[at],
                    header,
                    text
                );
            }
        }

        return values;
    }

    private static int RowBytes(PnmHeader header) => (int)((header.Width + 7L) / 8);

    private static float Share(int sample, PnmHeader header, PnmText text) =>
        sample <= header.Maximum
            ? sample / (float)header.Maximum
            : throw text.Damaged($"a sample of {sample} where {header.Maximum} is the maximum");

    private static InputException More(PnmText text, PnmHeader header) =>
        new($"{text.Path}: the file holds more than {header.Width}×{header.Height} pixels; give one image a file");
}
