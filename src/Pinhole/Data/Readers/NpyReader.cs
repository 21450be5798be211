using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads NumPy's .npy: versions 1 to 3, either byte order, floating-point numbers, integers and Booleans of every size,
/// C and Fortran order. One dimension is one column, two are [rows, columns], three and four are images [rows,
/// (channels,) height, width]; images of bytes are divided by 255. Arrays of Python objects are refused.
/// </summary>
internal static class NpyReader
{
    /// <summary>Whether a file that starts so is npy.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith(NpyHeader.Magic);

    /// <summary>Reads rows, with the label file NAME-labels.npy beside NAME.npy, if there is one.</summary>
    public static StoredRows Read(string path, DataOptions options) =>
        NumberFile.ReadRows(path, NpyHeader.Read, options);

    /// <summary>Reads the numbers as they are, in C order.</summary>
    public static NumberArray ReadNumbers(string path) => NumberFile.ReadNumbers(path, NpyHeader.Read);
}
