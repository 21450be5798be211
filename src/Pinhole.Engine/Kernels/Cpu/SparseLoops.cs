using System.Runtime.CompilerServices;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>output [rows, columns] = the dense rows.</summary>
internal readonly unsafe struct ExpandRange(SparseRowsView source, float* output, int columns) : IRange
{
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* target = output + (row * columns);
            Unsafe.InitBlockUnaligned(target, 0, checked((uint)columns * sizeof(float)));
            source.Scatter(row, target);
        }
    }
}

/// <summary>
/// output [rows, outputs] = sparse rows · weightᵀ + bias, split by outputs: a row of the weight stays in the cache for
/// the whole batch.
/// </summary>
internal readonly unsafe struct SparseLinearRange(
    SparseRowsView input,
    float* weight,
    float* bias,
    float* output,
    int rows,
    int inputs,
    int outputs
) : IRange
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i++)
        {
            float* w = weight + (i * inputs);
            float b = bias == null ? 0 : bias[i];
            for (nint row = 0; row < rows; row++)
                output[(row * outputs) + i] = input.Dot(row, w) + b;
        }
    }
}

/// <summary>
/// weightGradient [outputs, inputs] (+)= outputGradientᵀ · sparse rows, split by outputs: each sum belongs to one
/// thread.
/// </summary>
internal readonly unsafe struct SparseWeightGradientRange(
    float* outputGradient,
    SparseRowsView input,
    float* weightGradient,
    int rows,
    int inputs,
    int outputs,
    bool accumulate
) : IRange
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i++)
        {
            float* dw = weightGradient + (i * inputs);
            if (!accumulate)
                Unsafe.InitBlockUnaligned(dw, 0, checked((uint)inputs * sizeof(float)));
            for (nint row = 0; row < rows; row++)
                input.AddScaled(row, outputGradient[(row * outputs) + i], dw);
        }
    }
}

/// <summary>A loss of some rows, each against a target that is made dense while it is needed.</summary>
internal readonly unsafe struct SparseLossRange<T, TLoss>(
    float* prediction,
    SparseRowsView target,
    float parameter,
    float* losses,
    int columns,
    int group
) : IRange
    where T : unmanaged, ISimd<T>
    where TLoss : unmanaged, ILossFunction
{
    public void Run(nint start, nint end)
    {
        float* whole = SparseTarget.TakeZeros(columns);
        for (nint row = start; row < end; row++)
        {
            target.Scatter(row / group, whole);
            new LossRange<T, TLoss>(prediction + (row * columns), whole, parameter, losses + row, columns, 1).Run(0, 1);
            target.Clear(row / group, whole);
        }
    }
}

/// <summary>The slope of a loss of some rows, each against a target that is made dense while it is needed.</summary>
internal readonly unsafe struct SparseLossBackwardRange<T, TLoss>(
    float* prediction,
    SparseRowsView target,
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
    public void Run(nint start, nint end)
    {
        float* whole = SparseTarget.TakeZeros(columns);
        for (nint row = start; row < end; row++)
        {
            target.Scatter(row / group, whole);
            new LossBackwardRange<T, TLoss>(
                prediction + (row * columns),
                whole,
                parameter,
                lossGradient + row,
                predictionGradient + (row * columns),
                columns,
                1,
                accumulate
            ).Run(0, 1);
            target.Clear(row / group, whole);
        }
    }
}

internal static unsafe class SparseTarget
{
    /// <summary>[columns] zeros of the calling thread.</summary>
    public static float* TakeZeros(int columns)
    {
        float* zeros = Scratch.Take(columns);
        Unsafe.InitBlockUnaligned(zeros, 0, checked((uint)columns * sizeof(float)));
        return zeros;
    }
}

internal readonly unsafe struct SparseLossLoop<T>(
    WorkerPool pool,
    float* prediction,
    SparseRowsView target,
    float parameter,
    float* losses,
    int rows,
    int columns,
    int group
) : ILossLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TLoss>()
        where TLoss : unmanaged, ILossFunction =>
        pool.For(
            new SparseLossRange<T, TLoss>(prediction, target, parameter, losses, columns, group),
            rows,
            Ranges.SparseRowGrain(columns)
        );
}

internal readonly unsafe struct SparseLossBackwardLoop<T>(
    WorkerPool pool,
    float* prediction,
    SparseRowsView target,
    float parameter,
    float* lossGradient,
    float* predictionGradient,
    int rows,
    int columns,
    int group,
    bool accumulate
) : ILossLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TLoss>()
        where TLoss : unmanaged, ILossFunction =>
        pool.For(
            new SparseLossBackwardRange<T, TLoss>(
                prediction,
                target,
                parameter,
                lossGradient,
                predictionGradient,
                columns,
                group,
                accumulate
            ),
            rows,
            Ranges.SparseRowGrain(columns)
        );
}
