using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>y = f(x).</summary>
internal readonly unsafe struct MapRange<T, TFunction>(float* x, float* y) : IRange
    where T : unmanaged, ISimd<T>
    where TFunction : unmanaged, IElementFunction
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += T.Lanes)
            Ranges.Store(TFunction.Value(Ranges.Load<T>(x + i, end - i)), y + i, end - i);
    }
}

/// <summary>dx (+)= dy · f′(x).</summary>
internal readonly unsafe struct MapBackwardRange<T, TFunction>(
    float* x,
    float* y,
    float* dy,
    float* dx,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
    where TFunction : unmanaged, IElementFunction
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T slope = TFunction.Slope(Ranges.Load<T>(x + i, left), Ranges.Load<T>(y + i, left));
            Ranges.Store(Ranges.Load<T>(dy + i, left) * slope, dx + i, left, accumulate);
        }
    }
}

/// <summary>target (+)= scale · source + shift.</summary>
internal readonly unsafe struct AffineRange<T>(float* source, float scale, float shift, float* target, bool accumulate)
    : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T factor = T.Broadcast(scale),
            addend = T.Broadcast(shift);
        for (nint i = start; i < end; i += T.Lanes)
            Ranges.Store(
                T.MultiplyAdd(Ranges.Load<T>(source + i, end - i), factor, addend),
                target + i,
                end - i,
                accumulate
            );
    }
}
