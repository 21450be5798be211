using System.Runtime.InteropServices;

namespace Pinhole.Data.Readers.Images;

/// <summary>A decoder of libturbojpeg, for one image.</summary>
internal sealed class JpegDecoder : IDisposable
{
    // TJPF_RGB and TJPF_GRAY.
    private const int RgbPixels = 0,
        GreyPixels = 6;

    // TJFLAG_ACCURATEDCT, TJFLAG_STOPONWARNING and TJFLAG_LIMITSCANS: the same bits on every machine, and no long
    // decoding of damaged or hostile files.
    private const int Flags = 4096 | 8192 | 32768;

    private readonly TurboJpeg _library;
    private readonly nint _handle;
    private readonly string _path;

    /// <param name="library">Where the functions are.</param>
    /// <param name="handle">The decoder there; kept.</param>
    /// <param name="path">The image, for messages.</param>
    public JpegDecoder(TurboJpeg library, nint handle, string path) =>
        (_library, _handle, _path) = (library, handle, path);

    /// <summary>Reads the header.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public JpegHeader ReadHeader(ReadOnlySpan<byte> file) =>
        _library.DecompressHeader(
            _handle,
            in MemoryMarshal.GetReference(file),
            Length(file),
            out int width,
            out int height,
            out _,
            out int space
        ) == 0
            ? new JpegHeader(width, height, space)
            : throw Damaged();

    /// <summary>Reads the pixels.</summary>
    /// <param name="file">The file.</param>
    /// <param name="header">Its header, with sizes that were checked.</param>
    /// <param name="pixels">Receives [height, width, channels].</param>
    /// <exception cref="InputException">They are damaged or cut short.</exception>
    public void ReadPixels(ReadOnlySpan<byte> file, JpegHeader header, Span<byte> pixels)
    {
        int format = header.IsGrey ? GreyPixels : RgbPixels,
            channels = header.IsGrey ? 1 : 3;
        ArgumentOutOfRangeException.ThrowIfLessThan(
            pixels.Length,
            checked(channels * header.Width * header.Height),
            nameof(pixels)
        );
        if (
            _library.Decompress(
                _handle,
                in MemoryMarshal.GetReference(file),
                Length(file),
                ref MemoryMarshal.GetReference(pixels),
                header.Width,
                0,
                header.Height,
                format,
                Flags
            ) != 0
        )
            throw Damaged();
    }

    public void Dispose() => _ = _library.Destroy(_handle);

    private static CULong Length(ReadOnlySpan<byte> file) => new((uint)file.Length);

    private InputException Damaged()
    {
        string text = (Marshal.PtrToStringUTF8(_library.ErrorText(_handle)) ?? "").ReplaceLineEndings(" ");
        return new InputException(
            $"{_path}: the JPEG file is damaged or of a rare kind ({text}); fetch it again, or save it as PNG"
        );
    }
}
