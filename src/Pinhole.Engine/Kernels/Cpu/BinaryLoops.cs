using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>A function of two numbers and its two slopes.</summary>
internal interface IBinaryFunction
{
    static abstract T Value<T>(T a, T b)
        where T : unmanaged, ISimd<T>;

    static abstract T LeftSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T>;

    static abstract T RightSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T>;
}

internal readonly struct AddFunction : IBinaryFunction
{
    public static T Value<T>(T a, T b)
        where T : unmanaged, ISimd<T> => a + b;

    public static T LeftSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f);

    public static T RightSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f);
}

internal readonly struct SubtractFunction : IBinaryFunction
{
    public static T Value<T>(T a, T b)
        where T : unmanaged, ISimd<T> => a - b;

    public static T LeftSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f);

    public static T RightSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T> => T.Broadcast(-1f);
}

internal readonly struct MultiplyFunction : IBinaryFunction
{
    public static T Value<T>(T a, T b)
        where T : unmanaged, ISimd<T> => a * b;

    public static T LeftSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T> => b;

    public static T RightSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T> => a;
}

internal readonly struct DivideFunction : IBinaryFunction
{
    public static T Value<T>(T a, T b)
        where T : unmanaged, ISimd<T> => a / b;

    public static T LeftSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f) / b;

    public static T RightSlope<T>(T a, T b)
        where T : unmanaged, ISimd<T>
    {
        T zero = default;
        return (zero - a) / (b * b);
    }
}

/// <summary>y = f(a, b).</summary>
internal readonly unsafe struct BinaryRange<T, TFunction>(float* a, float* b, float* y) : IRange
    where T : unmanaged, ISimd<T>
    where TFunction : unmanaged, IBinaryFunction
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += T.Lanes)
            Ranges.Store(
                TFunction.Value(Ranges.Load<T>(a + i, end - i), Ranges.Load<T>(b + i, end - i)),
                y + i,
                end - i
            );
    }
}

/// <summary>da (+)= dy · ∂f/∂a and db (+)= dy · ∂f/∂b; either may be null.</summary>
internal readonly unsafe struct BinaryBackwardRange<T, TFunction>(
    float* a,
    float* b,
    float* dy,
    float* da,
    bool accumulateLeft,
    float* db,
    bool accumulateRight
) : IRange
    where T : unmanaged, ISimd<T>
    where TFunction : unmanaged, IBinaryFunction
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T x = Ranges.Load<T>(a + i, left),
                y = Ranges.Load<T>(b + i, left),
                gradient = Ranges.Load<T>(dy + i, left);
            if (da != null)
                Ranges.Store(gradient * TFunction.LeftSlope(x, y), da + i, left, accumulateLeft);
            if (db != null)
                Ranges.Store(gradient * TFunction.RightSlope(x, y), db + i, left, accumulateRight);
        }
    }
}
