using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>The loss of a prediction against a target, and its slope in the prediction.</summary>
internal interface ILossFunction
{
    static abstract T Value<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T>;

    static abstract T Slope<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T>;
}

internal readonly struct SquaredErrorLoss : ILossFunction
{
    public static T Value<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T>
    {
        T error = prediction - target;
        return error * error;
    }

    public static T Slope<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T>
    {
        T error = prediction - target;
        return error + error;
    }
}

internal readonly struct AbsoluteErrorLoss : ILossFunction
{
    public static T Value<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T> => T.Abs(prediction - target);

    public static T Slope<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T> => AbsFunction.Sign(prediction - target);
}

internal readonly struct HuberLoss : ILossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T>
    {
        T size = T.Abs(prediction - target),
            half = T.Broadcast(0.5f);
        return T.IfGreater(size, parameter, parameter * (size - (half * parameter)), half * size * size);
    }

    // A comparison instead of a clamp, so that NaN passes through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T>
    {
        T error = prediction - target;
        return T.IfGreater(T.Abs(error), parameter, parameter * AbsFunction.Sign(error), error);
    }
}

internal readonly struct BernoulliLogitsLoss : ILossFunction
{
    // log(1 + exp(y)) − t y, which overflows nowhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T> => VectorMath.Softplus(prediction) - (target * prediction);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target, T parameter)
        where T : unmanaged, ISimd<T> => VectorMath.Sigmoid(prediction) - target;
}

/// <summary>losses [rows] = the loss of each row, summed over its columns; a group of rows shares a target.</summary>
internal readonly unsafe struct LossRange<T, TLoss>(
    float* prediction,
    float* target,
    float parameter,
    float* losses,
    int columns,
    int group
) : IRange
    where T : unmanaged, ISimd<T>
    where TLoss : unmanaged, ILossFunction
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T p = T.Broadcast(parameter);
        float* rest = stackalloc float[T.Lanes];
        for (nint row = start; row < end; row++)
        {
            float* y = prediction + (row * columns),
                t = target + (row / group * columns);
            double total = 0;
            for (nint block = 0; block < columns; block += Summation.Block)
            {
                nint whole = Math.Min(columns, block + Summation.Block) - block;
                T sum = default;
                nint i = block;
                for (; whole >= T.Lanes; whole -= T.Lanes, i += T.Lanes)
                    sum += TLoss.Value(T.Load(y + i), T.Load(t + i), p);
                total += T.Sum(sum);
                if (whole > 0)
                {
                    T.Store(TLoss.Value(Ranges.Load<T>(y + i, whole), Ranges.Load<T>(t + i, whole), p), rest);
                    for (nint k = 0; k < whole; k++)
                        total += rest[k];
                }
            }

            losses[row] = (float)total;
        }
    }
}

/// <summary>dPrediction [rows, columns] (+)= dLoss [rows] · ∂loss/∂prediction.</summary>
internal readonly unsafe struct LossBackwardRange<T, TLoss>(
    float* prediction,
    float* target,
    float parameter,
    float* lossGradient,
    float* predictionGradient,
    int columns,
    int group,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
    where TLoss : unmanaged, ILossFunction
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T p = T.Broadcast(parameter);
        for (nint row = start; row < end; row++)
        {
            float* y = prediction + (row * columns),
                t = target + (row / group * columns),
                dy = predictionGradient + (row * columns);
            T factor = T.Broadcast(lossGradient[row]);
            for (nint i = 0; i < columns; i += T.Lanes)
            {
                nint left = columns - i;
                T slope = TLoss.Slope(Ranges.Load<T>(y + i, left), Ranges.Load<T>(t + i, left), p);
                Ranges.Store(factor * slope, dy + i, left, accumulate);
            }
        }
    }
}
