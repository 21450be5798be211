namespace Pinhole.Data.Readers.Images;

/// <summary>Reads an image of any supported format, which its first bytes show; the name does not matter.</summary>
internal static class ImageReader
{
    /// <summary>The supported formats, for messages.</summary>
    public const string Kinds = "PNG, JPEG, PGM, PPM or PBM";

    /// <summary>How many bytes show the format.</summary>
    public const int StartBytes = 512;

    /// <summary>Whether a file that starts so is an image.</summary>
    /// <param name="start">Its first <see cref="StartBytes"/> bytes, or all it has.</param>
    public static bool Recognizes(ReadOnlySpan<byte> start) =>
        PngReader.Recognizes(start) || JpegReader.Recognizes(start) || PnmReader.Recognizes(start);

    /// <summary>Reads one image, without its alpha.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is no image, is damaged, or has an unsupported format.</exception>
    public static DecodedImage Read(string path) =>
        InputFile.Guard(path, () => Read(File.ReadAllBytes(path), path).WithoutAlpha());

    private static DecodedImage Read(byte[] file, string path)
    {
        ReadOnlySpan<byte> start = file.AsSpan(0, Math.Min(file.Length, StartBytes));
        return PngReader.Recognizes(start) ? PngReader.Read(file, path)
            : JpegReader.Recognizes(start) ? JpegReader.Read(file, path)
            : PnmReader.Recognizes(start) ? PnmReader.Read(file, path)
            : throw new InputException(
                $"{path} is no {Kinds} image; unpack it if it is packed, otherwise save it as PNG, or remove it"
            );
    }
}
