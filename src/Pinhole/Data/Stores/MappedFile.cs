using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>
/// A file as memory, to be read: the system brings its pages as they are touched, and takes them back when it needs the
/// room. It stays so as long as somebody holds this.
/// </summary>
/// <remarks>
/// Where the file has become shorter than it was, what is beyond its end ends the process; ask for its length before a
/// use.
/// </remarks>
internal sealed unsafe class MappedFile
{
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _start;

    private MappedFile(SafeMemoryMappedViewHandle view, long length)
    {
        _view = view;
        Length = length;
        view.AcquirePointer(ref _start);
        view.ReleasePointer();
    }

    /// <summary>How many bytes the file had when it was mapped.</summary>
    public long Length { get; }

    /// <summary>Maps a file.</summary>
    /// <param name="file">Open to be read; stays the caller's.</param>
    /// <returns>Null where the file is empty, or the system gives no map of it.</returns>
    public static MappedFile? TryMap(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        if (length == 0 || !Environment.Is64BitProcess)
            return null;
        try
        {
            using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(
                file,
                null,
                0,
                MemoryMappedFileAccess.Read,
                HandleInheritability.None,
                leaveOpen: true
            );
            return new MappedFile(
                map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle,
                length
            );
        }
        // Some file systems, and limits of a process, allow no maps.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Numbers of the file, where they lie.</summary>
    /// <typeparam name="T">What they are, in the machine's order of bytes.</typeparam>
    /// <param name="offset">Where the first of them lies, in bytes.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>[count]; it is no use any more once nobody holds this: see <see cref="GC.KeepAlive"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The file does not have them.</exception>
    public ReadOnlySpan<T> Slice<T>(long offset, int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - ((long)count * Unsafe.SizeOf<T>()));
        return new ReadOnlySpan<T>(_start + offset, count);
    }
}
