using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Scratch memory of the calling thread, kept between kernels.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static AlignedFloats? _memory;

    /// <summary>At least this many floats, uninitialized; the next call may return the same memory.</summary>
    public static float* Take(long length)
    {
        if (_memory is null || _memory.Length < length)
        {
            _memory?.Dispose();
            _memory = new AlignedFloats(length);
        }

        return _memory.Pointer;
    }
}
