using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>output = input + row, for each row of [rows, columns].</summary>
internal readonly unsafe struct AddRowRange<T>(float* input, float* row, float* output, int columns) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint r = start; r < end; r++)
        {
            float* x = input + (r * columns),
                y = output + (r * columns);
            for (nint i = 0; i < columns; i += T.Lanes)
                Ranges.Store(
                    Ranges.Load<T>(x + i, columns - i) + Ranges.Load<T>(row + i, columns - i),
                    y + i,
                    columns - i
                );
        }
    }
}

/// <summary>target [rows, columns] (+)= scale · column [rows].</summary>
internal readonly unsafe struct SpreadColumnRange<T>(
    float* column,
    float scale,
    float* target,
    int columns,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint r = start; r < end; r++)
        {
            T value = T.Broadcast(scale * column[r]);
            float* y = target + (r * columns);
            for (nint i = 0; i < columns; i += T.Lanes)
                Ranges.Store(value, y + i, columns - i, accumulate);
        }
    }
}

/// <summary>target[:, ..] (+)= source[:, ..], both pointers at their first column.</summary>
internal readonly unsafe struct CopyColumnsRange<T>(
    float* source,
    int sourceColumns,
    float* target,
    int targetColumns,
    int columns,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint r = start; r < end; r++)
        {
            float* x = source + (r * sourceColumns),
                y = target + (r * targetColumns);
            for (nint i = 0; i < columns; i += T.Lanes)
                Ranges.Store(Ranges.Load<T>(x + i, columns - i), y + i, columns - i, accumulate);
        }
    }
}

/// <summary>target [rows, columns] = the rows of the source that the order names.</summary>
internal readonly unsafe struct GatherRowsRange<T>(float* source, int* order, float* target, int columns) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint r = start; r < end; r++)
        {
            // The rows are anywhere in memory: the processor cannot predict the next one.
            if (r + 1 < end)
                CacheLines.Prefetch(source + ((nint)order[r + 1] * columns), columns);
            float* x = source + ((nint)order[r] * columns),
                y = target + (r * columns);
            for (nint i = 0; i < columns; i += T.Lanes)
                Ranges.Store(Ranges.Load<T>(x + i, columns - i), y + i, columns - i);
        }
    }
}

/// <summary>
/// The gradient of f(z) becomes that of z in place and is summed over the rows; split by columns, so that each sum
/// belongs to one thread.
/// </summary>
internal readonly unsafe struct LinearActivationBackwardRange<T, TFunction>(
    float* output,
    float* gradient,
    float* biasGradient,
    int rows,
    int columns,
    bool accumulateBias
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
            T sum = default;
            float* y = output + i,
                dy = gradient + i;
            for (nint row = 0; row < rows; row++, y += columns, dy += columns)
            {
                T value = Ranges.Load<T>(y, left);
                T slope = Ranges.Load<T>(dy, left) * TFunction.Slope(value, value);
                Ranges.Store(slope, dy, left);
                sum += slope;
            }

            if (biasGradient != null)
                Ranges.Store(sum, biasGradient + i, left, accumulateBias);
        }
    }
}
