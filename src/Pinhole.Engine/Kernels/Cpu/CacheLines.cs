using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Asks for memory before it is needed; where the processor has no such instruction, nothing happens.</summary>
internal static unsafe class CacheLines
{
    private const int Floats = 16;

    /// <summary>To the first-level cache, for what is needed within a microsecond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* start, nint length)
    {
        if (!Sse.IsSupported)
            return;
        for (nint i = 0; i < length; i += Floats)
            Sse.Prefetch0(start + i);
    }

    /// <summary>To the second-level cache: rows of which more is read than the first level holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* start, nint row, nint rows, nint columns)
    {
        if (!Sse.IsSupported)
            return;
        for (nint r = 0; r < rows; r++, start += row)
        {
            for (nint i = 0; i < columns; i += Floats)
                Sse.Prefetch1(start + i);
        }
    }
}
