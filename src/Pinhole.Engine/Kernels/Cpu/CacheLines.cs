using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Prefetches memory; does nothing if the processor has no such instruction.</summary>
/// <remarks>
/// A core can track about two dozen pending cache lines and waits if more are requested. So prefetch a line or two
/// between calculations.
/// </remarks>
internal static unsafe class CacheLines
{
    private const int Floats = 16;

    /// <summary>Prefetches the line of an element. Any address is allowed: an invalid one is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* element)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(element);
    }

    /// <summary>Prefetches consecutive lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* start, nint length)
    {
        for (nint i = 0; i < length; i += Floats)
            Prefetch(start + i);
    }
}
