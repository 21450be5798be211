using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Memory that is asked for while a tile is multiplied, a cache line a step: all at once would hold up the tile's own.</summary>
internal interface IAhead
{
    void At(nint step);
}

internal readonly struct NothingAhead : IAhead
{
    public void At(nint step)
    {
    }
}

internal readonly unsafe struct LinesAhead(float** lines, nint count) : IAhead
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At(nint step)
    {
        if (Sse.IsSupported && step < count)
            Sse.Prefetch0(lines[step]);
    }
}
