namespace Pinhole.Data.Readers.Images;

/// <summary>
/// Reads JPEG images (ITU-T T.81) through the system's libturbojpeg, grey ones as grey and others in red, green and
/// blue. How the camera was held, and everything else that is noted beside the pixels, is passed over.
/// </summary>
internal static class JpegReader
{
    // Eight by eight pixels take a bit at least.
    private const long MostPixelsOfAByte = 512;

    /// <summary>Whether a file that starts so is JPEG.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Reads one image that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">It is damaged, of a kind that is not read, or libturbojpeg is not
    /// there.</exception>
    public static DecodedImage Read(ReadOnlySpan<byte> file, string path)
    {
        if (TurboJpeg.Library is not TurboJpeg library)
            throw WithoutLibrary(path);

        using JpegDecoder decoder = library.CreateDecoder(path);
        JpegHeader header = decoder.ReadHeader(file);
        if (header.IsFourColors)
            throw new InputException($"{path}: a JPEG image in four printing colors is not read; save it again in RGB");
        // What the header claims is taken for true only if the file is long enough for it.
        if (
            header.Width < 1
            || header.Height < 1
            || (long)header.Width * header.Height > file.Length * MostPixelsOfAByte
        )
            throw new InputException(
                $"{path}: {file.Length} bytes cannot hold {header.Width}×{header.Height} pixels; the JPEG file is "
                    + "damaged, fetch it again"
            );
        int channels = header.IsGrey ? 1 : 3,
            pixels = header.Width * header.Height;
        if ((long)channels * pixels > Array.MaxLength)
            throw new InputException(
                $"{path} has {header.Width}×{header.Height} pixels, more than fit in memory; give a smaller image"
            );

        byte[] bytes = new byte[channels * pixels];
        decoder.ReadPixels(file, header, bytes);
        float[] values = new float[bytes.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
                values[(channel * pixels) + pixel] = bytes[(pixel * channels) + channel] / 255f;
        }

        return new DecodedImage(new ImageShape(channels, header.Height, header.Width), values);
    }

    /// <summary>What is said where the system has no libturbojpeg.</summary>
    public static InputException WithoutLibrary(string path) =>
        new(
            $"{path} is a JPEG image, which takes libturbojpeg, and that is not installed; {TurboJpeg.HowToGet}, or "
                + "save the images as PNG"
        );
}
