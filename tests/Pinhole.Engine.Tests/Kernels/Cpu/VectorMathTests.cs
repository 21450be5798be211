using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

/// <summary>
/// How far the elementary functions are from double precision, over dense ranges: the figures this project states.
/// </summary>
public sealed unsafe class VectorMathTests
{
    private const int Points = 40_000;

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Functions_are_as_accurate_as_stated(int lanes)
    {
        switch (lanes)
        {
            case 1:
                CheckAll<Simd1>();
                break;
            case 4:
                CheckAll<Simd128>();
                break;
            case 8:
                CheckAll<Simd256>();
                break;
            default:
                CheckAll<Simd512>();
                break;
        }
    }

    // 1.2e-7 is one unit in the last place, relative to the smallest number with that exponent.
    private static void CheckAll<T>()
        where T : unmanaged, ISimd<T>
    {
        Relative<T>("exp", VectorMath.Exp, Math.Exp, -87, 88, 2e-7);
        Relative<T>("exp near 0", VectorMath.Exp, Math.Exp, -0.01, 0.01, 1.2e-7);
        Relative<T>("log of small numbers", VectorMath.Log, Math.Log, 1e-30, 1e-6, 1.2e-7);
        Relative<T>("log of large numbers", VectorMath.Log, Math.Log, 2, 1e30, 1.2e-7);
        Relative<T>("log near 1", VectorMath.Log, Math.Log, 0.6, 1.6, 2e-7);
        Relative<T>("log(1 + u)", VectorMath.LogOnePlus, ReferenceMath.LogOnePlus, 1e-12, 1, 3e-7);
        Relative<T>("tanh", VectorMath.Tanh, Math.Tanh, -12, 12, 2e-7);
        Relative<T>("tanh near 0", VectorMath.Tanh, Math.Tanh, -1e-3, 1e-3, 1.2e-7);
        Relative<T>("sigmoid", VectorMath.Sigmoid, ReferenceMath.Sigmoid, -85, 30, 3e-7);
        Relative<T>("softplus", VectorMath.Softplus, ReferenceMath.Softplus, -85, 60, 4e-7);
        Relative<T>("normal density", VectorMath.NormalDensity, ReferenceMath.NormalDensity, -4, 4, 6e-7);
        double most = Fma.IsSupported || AdvSimd.IsSupported ? 1.5e-7 : 1.7e-7;
        Absolute<T>("sine", t => VectorMath.SineCosine(t).Sine, t => Math.Sin(2 * Math.PI * t), -0.5, 0.5, most);
        Absolute<T>("cosine", t => VectorMath.SineCosine(t).Cosine, t => Math.Cos(2 * Math.PI * t), -0.5, 0.5, most);
        Absolute<T>(
            "normal distribution",
            VectorMath.NormalDistribution,
            ReferenceMath.NormalDistribution,
            -9,
            9,
            2.5e-7
        );
    }

    private static void Relative<T>(
        string name,
        Func<T, T> function,
        Func<double, double> exact,
        double low,
        double high,
        double most
    )
        where T : unmanaged, ISimd<T> =>
        Check(name, function, exact, low, high, most, (expected, found) =>
            Math.Abs(found - expected) / Math.Max(Math.Abs(expected), float.Epsilon)
        );

    private static void Absolute<T>(
        string name,
        Func<T, T> function,
        Func<double, double> exact,
        double low,
        double high,
        double most
    )
        where T : unmanaged, ISimd<T> =>
        Check(name, function, exact, low, high, most, (expected, found) => Math.Abs(found - expected));

    private static void Check<T>(
        string name,
        Func<T, T> function,
        Func<double, double> exact,
        double low,
        double high,
        double most,
        Func<double, double, double> error
    )
        where T : unmanaged, ISimd<T>
    {
        float* x = stackalloc float[T.Lanes],
            y = stackalloc float[T.Lanes];
        double worst = 0;
        float worstAt = 0;
        for (int i = 0; i < Points; i += T.Lanes)
        {
            for (int lane = 0; lane < T.Lanes; lane++)
                x[lane] = (float)Point((i + lane) / (double)Points, low, high);
            T.Store(function(T.Load(x)), y);
            for (int lane = 0; lane < T.Lanes; lane++)
            {
                double wrong = error(exact(x[lane]), y[lane]);
                if (!(wrong <= worst))
                    (worst, worstAt) = (wrong, x[lane]);
            }
        }

        Assert.True(
            worst <= most,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: error {worst:E2} at {worstAt:R}, more than {most:E1}."
            )
        );
    }

    // Positive ranges of many magnitudes are walked by factors, the others by steps.
    private static double Point(double share, double low, double high) =>
        low > 0 && high / low > 100 ? low * Math.Pow(high / low, share) : low + ((high - low) * share);
}
