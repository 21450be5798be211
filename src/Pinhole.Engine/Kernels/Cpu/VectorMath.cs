using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// Elementary functions on vectors of any width, accurate to a few units in the last place. Polynomials follow S.
/// Moshier's Cephes library, the error function after Abramowitz and Stegun 7.1.26.
/// </summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>eˣ, clamped to the range of normal floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        // Max and Min return their right operand if either is NaN, so NaN passes through.
        x = T.Max(T.Broadcast(-87.3f), T.Min(T.Broadcast(88.3f), x));
        T n = T.Round(x * T.Broadcast(Log2E));
        T r = T.MultiplyAdd(n, T.Broadcast(-Ln2High), x);
        r = T.MultiplyAdd(n, T.Broadcast(-Ln2Low), r);
        T p = T.Broadcast(1.9875691500e-4f);
        p = T.MultiplyAdd(p, r, T.Broadcast(1.3981999507e-3f));
        p = T.MultiplyAdd(p, r, T.Broadcast(8.3334519073e-3f));
        p = T.MultiplyAdd(p, r, T.Broadcast(4.1665795894e-2f));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.6666665459e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(0.5f));
        p = T.MultiplyAdd(p, r * r, r + T.Broadcast(1f));
        return p * T.PowerOfTwo(n);
    }

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        (T m, T e) = T.Split(T.Max(x, T.Broadcast(1.17549435e-38f)));
        T high = T.Broadcast(1.41421356f);
        e = T.IfGreater(m, high, e + T.Broadcast(1f), e);
        m = T.IfGreater(m, high, m * T.Broadcast(0.5f), m) - T.Broadcast(1f);
        T z = m * m;
        T p = T.Broadcast(7.0376836292e-2f);
        p = T.MultiplyAdd(p, m, T.Broadcast(-1.1514610310e-1f));
        p = T.MultiplyAdd(p, m, T.Broadcast(1.1676998740e-1f));
        p = T.MultiplyAdd(p, m, T.Broadcast(-1.2420140846e-1f));
        p = T.MultiplyAdd(p, m, T.Broadcast(1.4249322787e-1f));
        p = T.MultiplyAdd(p, m, T.Broadcast(-1.6668057665e-1f));
        p = T.MultiplyAdd(p, m, T.Broadcast(2.0000714765e-1f));
        p = T.MultiplyAdd(p, m, T.Broadcast(-2.4999993993e-1f));
        p = T.MultiplyAdd(p, m, T.Broadcast(3.3333331174e-1f));
        p = p * m * z;
        p = T.MultiplyAdd(e, T.Broadcast(Ln2Low), p);
        p = T.MultiplyAdd(z, T.Broadcast(-0.5f), p);
        T log = T.MultiplyAdd(e, T.Broadcast(Ln2High), m + p);
        T zero = default;
        T atOrBelowZero = T.IfGreater(zero, x, T.Broadcast(float.NaN), T.Broadcast(float.NegativeInfinity)) + x;
        log = T.IfGreater(x, zero, log, atOrBelowZero);
        return T.IfGreater(x, T.Broadcast(float.MaxValue), x, log);
    }

    /// <summary>log(1 + u) for u in [0, 1], exact in the limit of small u: 2 artanh(u / (2 + u)) as a series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogOnePlus<T>(T u)
        where T : unmanaged, ISimd<T>
    {
        T s = u * T.Reciprocal(u + T.Broadcast(2f)),
            z = s * s;
        T p = T.Broadcast(1f / 13);
        p = T.MultiplyAdd(p, z, T.Broadcast(1f / 11));
        p = T.MultiplyAdd(p, z, T.Broadcast(1f / 9));
        p = T.MultiplyAdd(p, z, T.Broadcast(1f / 7));
        p = T.MultiplyAdd(p, z, T.Broadcast(1f / 5));
        p = T.MultiplyAdd(p, z, T.Broadcast(1f / 3));
        return T.MultiplyAdd(p * z, s, s) * T.Broadcast(2f);
    }

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        T one = T.Broadcast(1f);
        T size = T.Abs(x);
        T large = one - (T.Broadcast(2f) / (Exp(size + size) + one));
        T zero = default;
        large = T.IfGreater(zero, x, zero - large, large);
        T z = x * x;
        T p = T.Broadcast(-5.70498872745e-3f);
        p = T.MultiplyAdd(p, z, T.Broadcast(2.06390887954e-2f));
        p = T.MultiplyAdd(p, z, T.Broadcast(-5.37397155531e-2f));
        p = T.MultiplyAdd(p, z, T.Broadcast(1.33314422036e-1f));
        p = T.MultiplyAdd(p, z, T.Broadcast(-3.33332819422e-1f));
        return T.IfGreater(size, T.Broadcast(0.625f), large, T.MultiplyAdd(p * z, x, x));
    }

    /// <summary>1 / (1 + exp(−x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        T one = T.Broadcast(1f),
            zero = default;
        return T.Reciprocal(one + Exp(zero - x));
    }

    /// <summary>log(1 + exp(x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        T zero = default;
        return T.Max(x, zero) + LogOnePlus(Exp(zero - T.Abs(x)));
    }

    /// <summary>
    /// sin 2πt and cos 2πt for t in [−½, ½], with an absolute error below 1.5e−7; 1.7e−7 where multiply-adds round
    /// twice.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sine, T Cosine) SineCosine<T>(T t)
        where T : unmanaged, ISimd<T>
    {
        // cos 2πt = sin πu and |sin 2πt| = cos πu with u = ½ − 2|t|: polynomials through the Chebyshev nodes of [−½,
        // ½].
        T u = T.MultiplyAdd(T.Abs(t), T.Broadcast(-2f), T.Broadcast(0.5f)),
            z = u * u;
        T cosine = T.Broadcast(7.76559123e-2f);
        cosine = T.MultiplyAdd(cosine, z, T.Broadcast(-0.598290411f));
        cosine = T.MultiplyAdd(cosine, z, T.Broadcast(2.55007739f));
        cosine = T.MultiplyAdd(cosine, z, T.Broadcast(-5.16771008f));
        cosine = T.MultiplyAdd(cosine, z, T.Broadcast(3.14159264f)) * u;
        T sine = T.Broadcast(-2.4395932e-2f);
        sine = T.MultiplyAdd(sine, z, T.Broadcast(0.234937069f));
        sine = T.MultiplyAdd(sine, z, T.Broadcast(-1.33521195f));
        sine = T.MultiplyAdd(sine, z, T.Broadcast(4.05870915f));
        sine = T.MultiplyAdd(sine, z, T.Broadcast(-4.93480214f));
        sine = T.MultiplyAdd(sine, z, T.Broadcast(1f));
        T zero = default;
        return (T.IfGreater(zero, t, zero - sine, sine), cosine);
    }

    /// <summary>The normal distribution function ½ (1 + erf(x / √2)), with an absolute error below 2.5e−7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalDistribution<T>(T x)
        where T : unmanaged, ISimd<T>
    {
        T one = T.Broadcast(1f),
            zero = default;
        T size = T.Abs(x) * T.Broadcast(0.70710678f);
        T t = one / T.MultiplyAdd(size, T.Broadcast(0.3275911f), one);
        T p = T.Broadcast(1.061405429f);
        p = T.MultiplyAdd(p, t, T.Broadcast(-1.453152027f));
        p = T.MultiplyAdd(p, t, T.Broadcast(1.421413741f));
        p = T.MultiplyAdd(p, t, T.Broadcast(-0.284496736f));
        p = T.MultiplyAdd(p, t, T.Broadcast(0.254829592f));
        T upperTail = T.Broadcast(0.5f) * p * t * Exp(zero - (size * size));
        return T.IfGreater(zero, x, upperTail, one - upperTail);
    }

    /// <summary>The normal density exp(−x² / 2) / √(2π).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalDensity<T>(T x)
        where T : unmanaged, ISimd<T> => T.Broadcast(0.39894228f) * Exp(x * x * T.Broadcast(-0.5f));
}
