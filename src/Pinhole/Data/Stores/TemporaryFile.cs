using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>
/// A temporary file for data that are too large for memory; the system removes it when it is no longer in use.
/// </summary>
/// <param name="source">Where the data come from, for messages.</param>
internal sealed class TemporaryFile(string source) : IDisposable
{
    private SafeFileHandle? _file;

    /// <summary>Writes bytes at any place.</summary>
    /// <exception cref="InputException">The disk is full.</exception>
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

    /// <summary>The bytes that were written, for reading; nothing more can be written.</summary>
    public FileBytes Finish()
    {
        FileBytes bytes = new(_file ?? throw new InvalidOperationException("Nothing was written."), source);
        _file = null;
        return bytes;
    }

    public void Dispose() => _file?.Dispose();
}
