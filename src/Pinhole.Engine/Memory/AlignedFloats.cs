using System.Runtime.InteropServices;

namespace Pinhole.Engine.Memory;

/// <summary>Zeroed float memory outside the managed heap, aligned to a cache line.</summary>
internal sealed unsafe class AlignedFloats : IDisposable
{
    private const long CacheLine = 64;

    // A kernel may read a vector or two beyond the last element; it ignores their content.
    private const int ReadableBeyond = 32;

    private readonly HugeRegion _region = null!;
    private float* _pointer;

    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OutOfMemoryException">The system has no room for it.</exception>
    public AlignedFloats(long length)
    {
        try
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            Length = length;

            // A size that no machine has must be refused below and must not overflow here.
            long bytes = (Math.Min(length, long.MaxValue / 8) + ReadableBeyond) * sizeof(float);
            bytes = (bytes + CacheLine - 1) / CacheLine * CacheLine;
            _region = HugeRegion.Take(bytes, out void* address);
            NativeMemory.Clear(address, (nuint)bytes);
            _pointer = (float*)address;
        }
        catch
        {
            GC.SuppressFinalize(this);
            throw;
        }
    }

    ~AlignedFloats() => Free();

    public long Length { get; }

    public float* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer == null, this);
            return _pointer;
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointer == null)
            return;
        _pointer = null;
        _region.Return();
    }
}
