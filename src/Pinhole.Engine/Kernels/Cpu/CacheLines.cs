using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// Asks for memory before it is needed; where the processor has no such instruction, nothing happens.
/// </summary>
/// <remarks>
/// A core waits when it asks for more lines at once than it keeps track of, some two dozen. Asking hides nothing then:
/// ask for a line or two between calculations.
/// </remarks>
internal static unsafe class CacheLines
{
    private const int Floats = 16;

    /// <summary>The line that holds an element. It may be any address: what cannot be read is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* element)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(element);
    }

    /// <summary>Lines in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* start, nint length)
    {
        for (nint i = 0; i < length; i += Floats)
            Prefetch(start + i);
    }
}
