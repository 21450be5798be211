using System.Runtime.InteropServices;

namespace Pinhole.Engine.Memory;

/// <summary>
/// Memory aligned to 2 MB, so that the system can use huge pages: the rows of a matrix are far apart, and with pages of
/// 4 KB the processor would spend its time on address translation. Small blocks share a region, which is freed with the
/// last of them.
/// </summary>
internal sealed unsafe partial class HugeRegion
{
    /// <summary>The size of a huge page, in bytes.</summary>
    public const long PageBytes = 1 << 21;

    private const int AdviseHugePages = 14;

    private static readonly Lock Gate = new();

    // Systems overcommit memory and kill processes that use it, so the total is tracked here.
    private static long _taken;
    private static HugeRegion? _open;

    private readonly byte* _start;
    private readonly long _bytes;
    private long _used;
    private int _blocks;

    private HugeRegion(long bytes)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > available - _taken)
            throw new InsufficientMemoryException(
                $"{bytes >> 20:N0} MB more are needed than this machine can give; it has {available >> 20:N0} "
                    + "MB in all."
            );
        _start = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)PageBytes);
        if (OperatingSystem.IsLinux())
            _ = Advise(_start, (nuint)bytes, AdviseHugePages);
        _bytes = bytes;
        _taken += bytes;
        GC.AddMemoryPressure(bytes);
    }

    /// <summary>Takes an uninitialized block, aligned to a cache line.</summary>
    /// <param name="bytes">A multiple of the cache line.</param>
    /// <param name="address">Where it begins.</param>
    /// <returns>The region to which <see cref="Return"/> gives it back.</returns>
    /// <exception cref="OutOfMemoryException">The machine has no room for it.</exception>
    public static HugeRegion Take(long bytes, out void* address)
    {
        lock (Gate)
        {
            if (bytes > PageBytes / 2)
                return new HugeRegion((bytes + PageBytes - 1) / PageBytes * PageBytes).Cut(bytes, out address);
            if (_open is null || _open._used + bytes > _open._bytes)
                _open = new HugeRegion(PageBytes);
            return _open.Cut(bytes, out address);
        }
    }

    /// <summary>Gives one block back.</summary>
    public void Return()
    {
        lock (Gate)
        {
            if (--_blocks > 0)
                return;
            _used = 0;
            if (this == _open)
                return;
            NativeMemory.AlignedFree(_start);
            _taken -= _bytes;
            GC.RemoveMemoryPressure(_bytes);
        }
    }

    private HugeRegion Cut(long bytes, out void* address)
    {
        address = _start + _used;
        _used += bytes;
        _blocks++;
        return this;
    }

    // Only a hint: without it, memory is slower.
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
