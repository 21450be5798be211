using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>The mean and scale of a row.</summary>
internal static unsafe class RowMoments
{
    /// <summary>The mean of a row, and 1 / √(variance + ε).</summary>
    [MethodImpl(Compile.Hot)]
    public static void Find<T>(float* row, int columns, float epsilon, out float mean, out float inverse)
        where T : unmanaged, ISimd<T>
    {
        // Relative to the first element, so that rows far from zero keep precision and constant ones have variance 0.
        T first = T.Broadcast(row[0]);
        float* center = stackalloc float[T.Lanes];
        T.Store(first, center);
        double sum = 0,
            squares = 0;
        for (nint block = 0; block < columns; block += Summation.Block)
        {
            T part = default;
            nint blockEnd = Math.Min(columns, block + Summation.Block);
            // The center ends with the row, so that elements beyond the end are 0 − 0.
            for (nint i = block; i < blockEnd; i += T.Lanes)
                part += Ranges.Load<T>(row + i, blockEnd - i) - Ranges.Load<T>(center, blockEnd - i);
            sum += T.Sum(part);
        }

        mean = row[0] + (float)(sum / columns);
        T.Store(T.Broadcast(mean), center);
        for (nint block = 0; block < columns; block += Summation.Block)
        {
            T part = default;
            nint blockEnd = Math.Min(columns, block + Summation.Block);
            for (nint i = block; i < blockEnd; i += T.Lanes)
            {
                T distance = Ranges.Load<T>(row + i, blockEnd - i) - Ranges.Load<T>(center, blockEnd - i);
                part = T.MultiplyAdd(distance, distance, part);
            }

            squares += T.Sum(part);
        }

        inverse = 1f / MathF.Sqrt((float)(squares / columns) + epsilon);
    }
}

/// <summary>output = scale · (input − mean) / √(variance + ε) + shift, with the mean and variance of the row.</summary>
internal readonly unsafe struct LayerNormalizationRange<T>(
    float* input,
    float* scale,
    float* shift,
    float* output,
    int columns,
    float epsilon
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* x = input + (row * columns),
                y = output + (row * columns);
            RowMoments.Find<T>(x, columns, epsilon, out float mean, out float inverse);
            T center = T.Broadcast(mean),
                factor = T.Broadcast(inverse);
            for (nint i = 0; i < columns; i += T.Lanes)
            {
                nint left = columns - i;
                T normal = (Ranges.Load<T>(x + i, left) - center) * factor;
                Ranges.Store(
                    T.MultiplyAdd(normal, Ranges.Load<T>(scale + i, left), Ranges.Load<T>(shift + i, left)),
                    y + i,
                    left
                );
            }
        }
    }
}

/// <summary>The gradient of the input, if needed, and the mean and scale of each row.</summary>
internal readonly unsafe struct LayerNormalizationBackwardRange<T>(
    float* input,
    float* scale,
    float* outputGradient,
    float* inputGradient,
    bool accumulate,
    float* moments,
    int columns,
    float epsilon
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* x = input + (row * columns),
                dy = outputGradient + (row * columns);
            RowMoments.Find<T>(x, columns, epsilon, out float mean, out float inverse);
            (moments[2 * row], moments[(2 * row) + 1]) = (mean, inverse);
            if (inputGradient == null)
                continue;

            T center = T.Broadcast(mean),
                factor = T.Broadcast(inverse);
            double total = 0,
                product = 0;
            for (nint block = 0; block < columns; block += Summation.Block)
            {
                T sum = default,
                    along = default;
                nint blockEnd = Math.Min(columns, block + Summation.Block);
                for (nint i = block; i < blockEnd; i += T.Lanes)
                {
                    // Beyond the end the gradient is 0.
                    nint left = blockEnd - i;
                    T gradient = Ranges.Load<T>(dy + i, left) * Ranges.Load<T>(scale + i, left);
                    sum += gradient;
                    along = T.MultiplyAdd(gradient, (Ranges.Load<T>(x + i, left) - center) * factor, along);
                }

                total += T.Sum(sum);
                product += T.Sum(along);
            }

            float* dx = inputGradient + (row * columns);
            T level = T.Broadcast((float)(total / columns)),
                slope = T.Broadcast((float)(product / columns));
            for (nint i = 0; i < columns; i += T.Lanes)
            {
                nint left = columns - i;
                T gradient = Ranges.Load<T>(dy + i, left) * Ranges.Load<T>(scale + i, left);
                T normal = (Ranges.Load<T>(x + i, left) - center) * factor;
                Ranges.Store(factor * (gradient - level - (normal * slope)), dx + i, left, accumulate);
            }
        }
    }
}

/// <summary>The gradients of scale and shift, those that are needed: sums over the rows, split by columns.</summary>
internal readonly unsafe struct LayerNormalizationSumsRange<T>(
    float* input,
    float* outputGradient,
    float* moments,
    float* scaleGradient,
    bool accumulateScale,
    float* shiftGradient,
    bool accumulateShift,
    int rows,
    int columns
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T sum = default,
                product = default;
            float* x = input + i,
                dy = outputGradient + i;
            for (nint row = 0; row < rows; row++, x += columns, dy += columns)
            {
                T gradient = Ranges.Load<T>(dy, left);
                T normal =
                    (Ranges.Load<T>(x, left) - T.Broadcast(moments[2 * row])) * T.Broadcast(moments[(2 * row) + 1]);
                sum += gradient;
                product = T.MultiplyAdd(gradient, normal, product);
            }

            if (scaleGradient != null)
                Ranges.Store(product, scaleGradient + i, left, accumulateScale);
            if (shiftGradient != null)
                Ranges.Store(sum, shiftGradient + i, left, accumulateShift);
        }
    }
}
