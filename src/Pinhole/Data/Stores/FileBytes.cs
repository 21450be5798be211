using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>The bytes of an open file, which any thread may read anywhere.</summary>
/// <param name="file">The file; kept open as long as this is in use.</param>
/// <param name="path">What to call it in messages.</param>
internal sealed class FileBytes(SafeFileHandle file, string path)
{
    /// <summary>Reads bytes that lie one after another.</summary>
    /// <param name="target">Receives as many as it holds.</param>
    /// <param name="offset">Where the first of them lies.</param>
    /// <exception cref="InputException">The file has fewer, or cannot be read.</exception>
    public void Read(Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            int read = ReadSome(target, offset);
            if (read == 0)
                throw new InputException($"{path} has become shorter since it was opened; leave it alone while it is in use");
            target = target[read..];
            offset += read;
        }
    }

    private int ReadSome(Span<byte> target, long offset)
    {
        try
        {
            return RandomAccess.Read(file, target, offset);
        }
        catch (IOException exception)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
