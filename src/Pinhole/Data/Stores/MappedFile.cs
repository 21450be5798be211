using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>
/// A file as memory, to be read: the system loads its pages when they are touched, and drops them when it needs the
/// memory. The map lives as long as this object.
/// </summary>
/// <remarks>If the file was truncated, reading beyond its end ends the process; check its length before use.</remarks>
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
    /// <param name="file">A file that is open for reading; the caller keeps ownership.</param>
    /// <returns>Null if the file is empty, or the system gives no map of it.</returns>
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

    /// <summary>Numbers of the file, in place.</summary>
    /// <typeparam name="T">Their type, in the machine's byte order.</typeparam>
    /// <param name="offset">The offset of the first, in bytes.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>[count]; valid only as long as this object lives: see <see cref="GC.KeepAlive"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">They lie beyond the file.</exception>
    public ReadOnlySpan<T> Slice<T>(long offset, int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - ((long)count * Unsafe.SizeOf<T>()));
        return new ReadOnlySpan<T>(_start + offset, count);
    }
}
