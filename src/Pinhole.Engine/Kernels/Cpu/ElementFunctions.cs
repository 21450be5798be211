using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>A function of one number and its slope, the slope given both x and y = f(x).</summary>
internal interface IElementFunction
{
    static abstract T Value<T>(T x)
        where T : unmanaged, ISimd<T>;

    static abstract T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T>;
}

internal readonly struct IdentityFunction : IElementFunction
{
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => x;

    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f);
}

// The slopes of the rectifiers use y instead of x: y > 0 exactly if x > 0, and a fused layer keeps only y.
internal readonly struct ReluFunction : IElementFunction
{
    // The comparison passes NaN on, so that it shows in the loss.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => T.IfGreater(default, x, default, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => T.IfGreater(y, default, T.Broadcast(1f), default);
}

internal readonly struct LeakyReluFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => T.IfGreater(x, default, x, x * T.Broadcast(0.01f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => T.IfGreater(y, default, T.Broadcast(1f), T.Broadcast(0.01f));
}

internal readonly struct EluFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => T.IfGreater(x, default, x, VectorMath.Exp(x) - T.Broadcast(1f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T>
    {
        T one = T.Broadcast(1f);
        return T.IfGreater(y, default, one, y + one);
    }
}

internal readonly struct TanhFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => VectorMath.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f) - (y * y);
}

internal readonly struct SigmoidFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => VectorMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => y * (T.Broadcast(1f) - y);
}

internal readonly struct SoftplusFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => VectorMath.Softplus(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T>
    {
        T zero = default;
        return T.Broadcast(1f) - VectorMath.Exp(zero - y);
    }
}

internal readonly struct GeluFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => x * VectorMath.NormalDistribution(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> =>
        T.MultiplyAdd(x, VectorMath.NormalDensity(x), VectorMath.NormalDistribution(x));
}

internal readonly struct SquareFunction : IElementFunction
{
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => x * x;

    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => x + x;
}

internal readonly struct SqrtFunction : IElementFunction
{
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => T.Sqrt(x);

    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => T.Broadcast(0.5f) / y;
}

internal readonly struct ExpFunction : IElementFunction
{
    // Other functions may clamp the exponential to the range of normal floats. On its own it must overflow and
    // underflow, so that an exploding loss shows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        T value = T.IfGreater(x, T.Broadcast(88.3f), T.Broadcast(float.PositiveInfinity), VectorMath.Exp(x));
        return T.IfGreater(T.Broadcast(-87.3f), x, default, value);
    }

    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => y;
}

internal readonly struct LogFunction : IElementFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => VectorMath.Log(x);

    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f) / x;
}

internal readonly struct AbsFunction : IElementFunction
{
    public static T Value<T>(T x)
        where T : unmanaged, ISimd<T> => T.Abs(x);

    public static T Slope<T>(T x, T y)
        where T : unmanaged, ISimd<T> => Sign(x);

    /// <summary>−1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sign<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        T zero = default;
        return T.IfGreater(x, zero, T.Broadcast(1f), T.IfGreater(zero, x, T.Broadcast(-1f), zero));
    }
}
