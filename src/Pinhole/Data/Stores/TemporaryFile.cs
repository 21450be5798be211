using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>
/// A file in the folder for temporary files that takes what is too large for memory; the system removes it when nobody
/// uses it any more.
/// </summary>
/// <param name="source">Where the data come from, for messages.</param>
internal sealed class TemporaryFile(string source) : IDisposable
{
    private SafeFileHandle? _file;

    /// <summary>Writes bytes anywhere.</summary>
    /// <exception cref="InputException">There is no room for them on the disk.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            _file ??= File.OpenHandle(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.DeleteOnClose
            );
            RandomAccess.Write(_file, bytes, offset);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{source} is too large for memory, and cannot be kept in {Path.GetTempPath()}: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>What was written, to be read; nothing more can be written.</summary>
    public FileBytes Finish()
    {
        FileBytes bytes = new(_file ?? throw new InvalidOperationException("Nothing was written."), source);
        _file = null;
        return bytes;
    }

    public void Dispose() => _file?.Dispose();
}
