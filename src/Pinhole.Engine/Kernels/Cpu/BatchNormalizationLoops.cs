using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>The mean and scale of a group of neighbouring columns.</summary>
internal static unsafe class ColumnMoments
{
    /// <summary>Mean and variance (divided by the rows) of columns that begin at a pointer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Find<T>(float* input, nint left, int rows, int columns, out T mean, out T variance)
        where T : unmanaged, ISimd<T>
    {
        // Relative to the first row, so that columns far from zero keep precision and constant ones have variance 0.
        T share = T.Broadcast(1f / Math.Max(1, rows)),
            first = rows > 0 ? Ranges.Load<T>(input, left) : default;
        T sum = default,
            squares = default;
        float* x = input;
        for (nint row = 0; row < rows; row++, x += columns)
            sum += Ranges.Load<T>(x, left) - first;
        mean = T.MultiplyAdd(share, sum, first);
        x = input;
        for (nint row = 0; row < rows; row++, x += columns)
        {
            T distance = Ranges.Load<T>(x, left) - mean;
            squares = T.MultiplyAdd(distance, distance, squares);
        }

        variance = share * squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T InverseDeviation<T>(T variance, float epsilon)
        where T : unmanaged, ISimd<T> => T.Broadcast(1f) / T.Sqrt(variance + T.Broadcast(epsilon));
}

/// <summary>
/// output = scale · (input − mean) / √(variance + ε) + shift; split by columns, so that each column belongs to one
/// thread.
/// </summary>
internal readonly unsafe struct BatchNormalizationRange<T>(
    float* input,
    float* scale,
    float* shift,
    float* runningMean,
    float* runningVariance,
    float* output,
    int rows,
    int columns,
    float epsilon,
    float momentum,
    bool frozen
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T mean,
                variance;
            if (frozen)
                (mean, variance) = (Ranges.Load<T>(runningMean + i, left), Ranges.Load<T>(runningVariance + i, left));
            else
                ColumnMoments.Find(input + i, left, rows, columns, out mean, out variance);
            if (!frozen && runningMean != null && rows > 1)
            {
                T unbiased = T.Broadcast(rows / (rows - 1f)) * variance;
                Approach(runningMean + i, mean, left);
                Approach(runningVariance + i, unbiased, left);
            }

            T factor = Ranges.Load<T>(scale + i, left) * ColumnMoments.InverseDeviation(variance, epsilon),
                added = Ranges.Load<T>(shift + i, left);
            float* x = input + i,
                y = output + i;
            for (nint row = 0; row < rows; row++, x += columns, y += columns)
                Ranges.Store(T.MultiplyAdd(Ranges.Load<T>(x, left) - mean, factor, added), y, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Approach(float* running, T seen, nint left)
    {
        T before = Ranges.Load<T>(running, left);
        Ranges.Store(T.MultiplyAdd(T.Broadcast(momentum), seen - before, before), running, left);
    }
}

/// <summary>The gradients of input, scale and shift, those that are needed; split by columns.</summary>
internal readonly unsafe struct BatchNormalizationBackwardRange<T>(
    float* input,
    float* scale,
    float* runningMean,
    float* runningVariance,
    float* outputGradient,
    float* inputGradient,
    bool accumulateInput,
    float* scaleGradient,
    bool accumulateScale,
    float* shiftGradient,
    bool accumulateShift,
    int rows,
    int columns,
    float epsilon
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        bool frozen = runningMean != null;
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T mean,
                variance;
            if (frozen)
                (mean, variance) = (Ranges.Load<T>(runningMean + i, left), Ranges.Load<T>(runningVariance + i, left));
            else
                ColumnMoments.Find(input + i, left, rows, columns, out mean, out variance);
            T inverse = ColumnMoments.InverseDeviation(variance, epsilon);

            T sum = default,
                product = default;
            float* x = input + i,
                dy = outputGradient + i;
            for (nint row = 0; row < rows; row++, x += columns, dy += columns)
            {
                T gradient = Ranges.Load<T>(dy, left);
                sum += gradient;
                product = T.MultiplyAdd(gradient, (Ranges.Load<T>(x, left) - mean) * inverse, product);
            }

            if (scaleGradient != null)
                Ranges.Store(product, scaleGradient + i, left, accumulateScale);
            if (shiftGradient != null)
                Ranges.Store(sum, shiftGradient + i, left, accumulateShift);
            if (inputGradient == null)
                continue;

            // Mean and variance depend on the input, unless they are the running ones.
            T share = frozen ? default : T.Broadcast(1f / Math.Max(1, rows));
            T factor = Ranges.Load<T>(scale + i, left) * inverse,
                level = share * sum,
                slope = share * product * inverse;
            float* dx = inputGradient + i;
            x = input + i;
            dy = outputGradient + i;
            for (nint row = 0; row < rows; row++, x += columns, dy += columns, dx += columns)
            {
                T own = Ranges.Load<T>(dy, left) - level - ((Ranges.Load<T>(x, left) - mean) * slope);
                Ranges.Store(factor * own, dx, left, accumulateInput);
            }
        }
    }
}
