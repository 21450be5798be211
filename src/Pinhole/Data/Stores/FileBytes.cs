using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>
/// The bytes of an open file, which any thread may read at any place. Short reads use a memory map, if the system gives
/// one; long reads use a system call.
/// </summary>
/// <param name="file">The complete file; it stays open as long as this object is in use.</param>
/// <param name="path">Its name in messages.</param>
internal sealed class FileBytes(SafeFileHandle file, string path)
{
    // Above this, a system call is cheaper than the page faults of a map.
    private const int MaximumMapped = 1 << 16;

    private readonly MappedFile? _map = MappedFile.TryMap(file);

    /// <summary>
    /// Starts a group of reads, such as those of a batch. Reading a map beyond the end of a truncated file would end
    /// the process, so the length is checked here, once a group: a check for each row would cost more than the read.
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

    /// <summary>A group of reads of a file.</summary>
    internal readonly ref struct Reading(FileBytes bytes, MappedFile? map)
    {
        /// <summary>The file as memory; null if the system gives no map.</summary>
        public MappedFile? Map => map;

        /// <summary>Reads bytes that lie one after another.</summary>
        /// <param name="target">Receives the bytes or numbers; its length is how many.</param>
        /// <param name="offset">The offset of the first.</param>
        /// <exception cref="InputException">The file is shorter, or cannot be read.</exception>
        public void Read(Span<byte> target, long offset)
        {
            if (target.Length <= MaximumMapped && offset + target.Length <= map?.Length)
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
