using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>
/// The bytes of an open file, which any thread may read anywhere. Few at a time come from a memory map, where the
/// system gives one, many by a call.
/// </summary>
/// <param name="file">The file, complete as it is; kept open as long as this is in use.</param>
/// <param name="path">What to call it in messages.</param>
internal sealed class FileBytes(SafeFileHandle file, string path)
{
    // For more, a call costs less than the pages of a map.
    private const int MostMapped = 1 << 16;

    private readonly MappedFile? _map = MappedFile.TryMap(file);

    /// <summary>
    /// Starts reads that follow at once, such as those of a batch. Bytes of a map that its file has no more would end
    /// the process, so it is asked here how long the file still is: for each row on its own that would take longer than
    /// reading it.
    /// </summary>
    public Reading Begin() => new(this, _map is not null && RandomAccess.GetLength(file) >= _map.Length ? _map : null);

    private void Read(Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            int read = ReadSome(target, offset);
            if (read == 0)
                throw new InputException(
                    $"{path} has become shorter since it was opened; leave it alone while it is in use"
                );
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

    /// <summary>Reads of a file that follow one another at once.</summary>
    internal readonly ref struct Reading(FileBytes bytes, MappedFile? map)
    {
        /// <summary>The file as memory; null where it cannot be had.</summary>
        public MappedFile? Map => map;

        /// <summary>Reads bytes that lie one after another.</summary>
        /// <param name="target">Receives as many as it holds.</param>
        /// <param name="offset">Where the first of them lies.</param>
        /// <exception cref="InputException">The file has fewer, or cannot be read.</exception>
        public void Read(Span<byte> target, long offset)
        {
            if (target.Length <= MostMapped && offset + target.Length <= map?.Length)
            {
                map.Slice<byte>(offset, target.Length).CopyTo(target);
                GC.KeepAlive(map);
            }
            else
            {
                bytes.Read(target, offset);
            }
        }
    }
}
