namespace Pinhole.Data.Readers.Images;

/// <summary>
/// Reads JPEG images (ITU-T T.81) through the system's libturbojpeg, grey images as grey and others as RGB. The
/// orientation of the camera and all other metadata are ignored.
/// </summary>
internal static class JpegReader
{
    // A block of 8 × 8 pixels takes at least one bit.
    private const long MaximumPixelsPerByte = 512;

    /// <summary>Whether a file that starts so is JPEG.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Reads one image that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">It is damaged, has an unsupported format, or libturbojpeg is not
    /// installed.</exception>
    public static DecodedImage Read(ReadOnlySpan<byte> file, string path)
    {
        if (TurboJpeg.Library is not TurboJpeg library)
            throw WithoutLibrary(path);

        using JpegDecoder decoder = library.CreateDecoder(path);
        JpegHeader header = decoder.ReadHeader(file);
        if (header.IsFourColors)
            throw new InputException($"{path}: a JPEG image in four printing colors is not read; save it again in RGB");
        // The sizes in the header are believed only if the file is long enough for them.
        if (
            header.Width < 1
            || header.Height < 1
            || (long)header.Width * header.Height > file.Length * MaximumPixelsPerByte
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

    /// <summary>The message if the system has no libturbojpeg.</summary>
    public static InputException WithoutLibrary(string path) =>
        new(
            $"{path} is a JPEG image, which needs libturbojpeg, and that is not installed; {TurboJpeg.HowToGet}, or "
                + "save the images as PNG"
        );
}
