using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pinhole.Data.Stores;

/// <summary>
/// The bytes of an open file, which any thread may read anywhere. Few at a time come from a memory map, where the system gives
/// one, many by a call.
/// </summary>
internal sealed class FileBytes
{
    // For more, a call costs less than the pages of a map.
    private const int MostMapped = 1 << 16;

    // As a processor's caches have them.
    private const int LineBytes = 64;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _length;
    private readonly SafeMemoryMappedViewHandle? _map;

    /// <summary>Takes over an open file, complete as it is.</summary>
    /// <param name="file">The file; kept open as long as this is in use.</param>
    /// <param name="path">What to call it in messages.</param>
    public FileBytes(SafeFileHandle file, string path)
    {
        _file = file;
        _path = path;
        _length = RandomAccess.GetLength(file);
        _map = Map(file, _length);
    }

    /// <summary>
    /// Starts reads that follow at once, such as those of a batch. Bytes of a map that its file has no more would end the process,
    /// so it is asked here how long the file still is: for each row on its own that would take longer than reading it.
    /// </summary>
    public Reading Begin() => new(this, _map is not null && RandomAccess.GetLength(_file) >= _length);

    private static SafeMemoryMappedViewHandle? Map(SafeFileHandle file, long length)
    {
        if (length == 0 || !Environment.Is64BitProcess)
            return null;
        try
        {
            using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
        }
        // Some file systems, and limits of a process, allow no maps.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void CopyMapped(Span<byte> target, long offset)
    {
        // The handle copies element by element, so they are made wide.
        Span<Line> lines = MemoryMarshal.Cast<byte, Line>(target);
        int rest = lines.Length * LineBytes;
        _map!.ReadSpan((ulong)offset, lines);
        _map.ReadSpan((ulong)(offset + rest), target[rest..]);
    }

    private void Read(Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            int read = ReadSome(target, offset);
            if (read == 0)
                throw new InputException($"{_path} has become shorter since it was opened; leave it alone while it is in use");
            target = target[read..];
            offset += read;
        }
    }

    private int ReadSome(Span<byte> target, long offset)
    {
        try
        {
            return RandomAccess.Read(_file, target, offset);
        }
        catch (IOException exception)
        {
            throw new InputException($"{_path} cannot be read: {exception.Message}", exception);
        }
    }

    [InlineArray(LineBytes)]
    private struct Line
    {
        private byte _first;
    }

    /// <summary>Reads of a file that follow one another at once.</summary>
    internal readonly ref struct Reading(FileBytes bytes, bool isMapped)
    {
        /// <summary>Reads bytes that lie one after another.</summary>
        /// <param name="target">Receives as many as it holds.</param>
        /// <param name="offset">Where the first of them lies.</param>
        /// <exception cref="InputException">The file has fewer, or cannot be read.</exception>
        public void Read(Span<byte> target, long offset)
        {
            if (isMapped && target.Length <= MostMapped && offset + target.Length <= bytes._length)
                bytes.CopyMapped(target, offset);
            else
                bytes.Read(target, offset);
        }
    }
}
