using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// e^y − t y + log t!, where large terms nearly cancel: a count of a million at its own rate costs 8 nats, and each
/// term is ten million. So from t = 2 on it is written as t (e^d − 1 − d) + ½ log 2πt + 1/12t − …, with d = y − log t
/// and the rest of Stirling's series for log t!; below, where nothing cancels, as it stands.
/// </summary>
/// <remarks>Beyond y = 30, ten million million, e^y goes on as a straight line, so that a log-rate that ran away costs
/// a number and comes back.</remarks>
internal readonly struct PoissonLogRateLoss : ILossFunction
{
    // A whole number, so that the counts 0 and 1, which are most of them, cost exactly what they should.
    private const float Few = 2;

    private const float Highest = 30;

    // Up to here e^d − 1 − d is a series.
    private const float Near = 0.5f;

    private const float LogOfTwoPi = 1.8378770664f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T>
    {
        T few = T.Broadcast(Few);
        T many = T.Max(target, few);
        T logTarget = VectorMath.Log(many);
        T held = Held(prediction),
            beyond = prediction - held + T.Broadcast(1f);
        T value = T.MultiplyAdd(
            many,
            Excess(prediction - logTarget, held - logTarget, beyond),
            StirlingRest(many, logTarget)
        );
        T small = (VectorMath.Exp(held) * beyond) - (target * prediction) + LogFactorial(T.Min(target, few));
        return T.IfGreater(few, target, small, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T> => VectorMath.Exp(Held(prediction)) - target;

    // What is not a number stays so.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Held<T>(T prediction)
        where T : unmanaged, ISimd<T> => T.Min(T.Broadcast(Highest), prediction);

    // e^d − 1 − d, where e^d is e to what d is held at, times what goes on from there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Excess<T>(T d, T held, T beyond)
        where T : unmanaged, ISimd<T>
    {
        T p = T.Broadcast(1f / 362880);
        p = T.MultiplyAdd(p, d, T.Broadcast(1f / 40320));
        p = T.MultiplyAdd(p, d, T.Broadcast(1f / 5040));
        p = T.MultiplyAdd(p, d, T.Broadcast(1f / 720));
        p = T.MultiplyAdd(p, d, T.Broadcast(1f / 120));
        p = T.MultiplyAdd(p, d, T.Broadcast(1f / 24));
        p = T.MultiplyAdd(p, d, T.Broadcast(1f / 6));
        p = T.MultiplyAdd(p, d, T.Broadcast(0.5f));
        T far = (VectorMath.Exp(held) * beyond) - T.Broadcast(1f) - d;
        return T.IfGreater(T.Abs(d), T.Broadcast(Near), far, p * d * d);
    }

    // log t! − t log t + t for t ≥ 2; a polynomial in 1/t, fitted to 3e−9.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T StirlingRest<T>(T t, T logTarget)
        where T : unmanaged, ISimd<T>
    {
        T u = T.Broadcast(1f) / t;
        T p = T.Broadcast(-0.00041454559f);
        p = T.MultiplyAdd(p, u, T.Broadcast(0.000920717954f));
        p = T.MultiplyAdd(p, u, T.Broadcast(-1.92337029e-05f));
        p = T.MultiplyAdd(p, u, T.Broadcast(-0.00277644861f));
        p = T.MultiplyAdd(p, u, T.Broadcast(-3.17951141e-08f));
        p = T.MultiplyAdd(p, u, T.Broadcast(0.0833333358f));
        return T.MultiplyAdd(p, u, T.Broadcast(0.5f) * (T.Broadcast(LogOfTwoPi) + logTarget));
    }

    // log Γ(t + 1) for t in [0, 2], exactly 0 at 0 and 1; a polynomial fitted to 5e−7.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogFactorial<T>(T t)
        where T : unmanaged, ISimd<T>
    {
        T p = T.Broadcast(-0.000158938492f);
        p = T.MultiplyAdd(p, t, T.Broadcast(0.00175651792f));
        p = T.MultiplyAdd(p, t, T.Broadcast(-0.00864940975f));
        p = T.MultiplyAdd(p, t, T.Broadcast(0.02548749f));
        p = T.MultiplyAdd(p, t, T.Broadcast(-0.0517747402f));
        p = T.MultiplyAdd(p, t, T.Broadcast(0.081413351f));
        p = T.MultiplyAdd(p, t, T.Broadcast(-0.112317249f));
        p = T.MultiplyAdd(p, t, T.Broadcast(0.155041605f));
        p = T.MultiplyAdd(p, t, T.Broadcast(-0.245229602f));
        p = T.MultiplyAdd(p, t, T.Broadcast(0.577215433f));
        return p * t * (t - T.Broadcast(1f));
    }
}
