using System.Runtime.InteropServices;

namespace Pinhole.Data.Readers.Images;

/// <summary>
/// The functions of libturbojpeg that Pinhole uses, in the C interface that versions 2 and 3 share
/// (https://libjpeg-turbo.org/Documentation/Documentation). The library is loaded once, when it is first needed.
/// </summary>
internal sealed class TurboJpeg
{
    /// <summary>How to install it, for messages.</summary>
    public const string HowToGet =
        "get it by 'apt install libturbojpeg0' (Debian, Ubuntu) or 'brew install jpeg-turbo' (macOS)";

    private static readonly Lazy<TurboJpeg?> Found = new(Find);

    private readonly InitDecompressFunction _initDecompress;

    private TurboJpeg(nint library)
    {
        _initDecompress = Function<InitDecompressFunction>(library, "tjInitDecompress");
        DecompressHeader = Function<DecompressHeaderFunction>(library, "tjDecompressHeader3");
        Decompress = Function<DecompressFunction>(library, "tjDecompress2");
        ErrorText = Function<ErrorTextFunction>(library, "tjGetErrorStr2");
        Destroy = Function<DestroyFunction>(library, "tjDestroy");
    }

    /// <summary>Makes a decoder.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint InitDecompressFunction();

    /// <summary>Reads a header; returns 0 on success.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int DecompressHeaderFunction(
        nint handle,
        in byte file,
        CULong length,
        out int width,
        out int height,
        out int subsampling,
        out int colorSpace
    );

    /// <summary>Reads pixels; returns 0 on success. A pitch of 0 means no padding between rows.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int DecompressFunction(
        nint handle,
        in byte file,
        CULong length,
        ref byte pixels,
        int width,
        int pitch,
        int height,
        int format,
        int flags
    );

    /// <summary>The last error, as text that the decoder owns.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint ErrorTextFunction(nint handle);

    /// <summary>Frees a decoder.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int DestroyFunction(nint handle);

    /// <summary>The library, or null if it is not installed.</summary>
    public static TurboJpeg? Library => Found.Value;

    public DecompressHeaderFunction DecompressHeader { get; }

    public DecompressFunction Decompress { get; }

    public ErrorTextFunction ErrorText { get; }

    public DestroyFunction Destroy { get; }

    // Homebrew's folder on Apple silicon is not in the default search path.
    private static string[] Names =>
        OperatingSystem.IsWindows() ? ["turbojpeg.dll"]
        : OperatingSystem.IsMacOS() ? ["libturbojpeg.dylib", "/opt/homebrew/lib/libturbojpeg.dylib"]
        : ["libturbojpeg.so.0"];

    /// <summary>A decoder for one image.</summary>
    /// <param name="path">The image, for messages.</param>
    /// <exception cref="InputException">There is not enough memory.</exception>
    public JpegDecoder CreateDecoder(string path) =>
        _initDecompress() is nint handle and not 0
            ? new JpegDecoder(this, handle, path)
            : throw new InputException(
                $"{path} cannot be read: libturbojpeg has no memory for it; close other programs, or give "
                    + "smaller images"
            );

    private static TurboJpeg? Find()
    {
        foreach (string name in Names)
        {
            // Versions before 2 lack this function.
            if (
                NativeLibrary.TryLoad(name, out nint library)
                && NativeLibrary.TryGetExport(library, "tjGetErrorStr2", out _)
            )
                return new TurboJpeg(library);
        }

        return null;
    }

    private static T Function<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
