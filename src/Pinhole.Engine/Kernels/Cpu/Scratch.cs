using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Working memory of the calling thread, kept from one kernel to the next.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static AlignedFloats? _memory;

    /// <summary>At least so many floats, with anything in them; the next call may give the same ones.</summary>
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
