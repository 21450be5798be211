namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Normalization over the rows of a batch and over the features of a row.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    public override void BatchNormalization(
        Block input,
        Block scale,
        Block shift,
        Block runningMean,
        Block runningVariance,
        Block output,
        int rows,
        int columns,
        float epsilon,
        float momentum,
        bool frozen
    ) =>
        pool.For(
            new BatchNormalizationRange<T>(
                Pointer(input, rows, columns),
                Pointer(scale, columns),
                Pointer(shift, columns),
                PointerOrNull(runningMean, columns),
                PointerOrNull(runningVariance, columns),
                Pointer(output, rows, columns),
                rows,
                columns,
                epsilon,
                momentum,
                frozen
            ),
            columns,
            Ranges.ColumnGrain(rows)
        );

    public override void BatchNormalizationBackward(
        Block input,
        Block scale,
        Block frozenMean,
        Block frozenVariance,
        Block outputGradient,
        Block inputGradient,
        bool accumulateInput,
        Block scaleGradient,
        bool accumulateScale,
        Block shiftGradient,
        bool accumulateShift,
        int rows,
        int columns,
        float epsilon
    ) =>
        pool.For(
            new BatchNormalizationBackwardRange<T>(
                Pointer(input, rows, columns),
                Pointer(scale, columns),
                PointerOrNull(frozenMean, columns),
                PointerOrNull(frozenVariance, columns),
                Pointer(outputGradient, rows, columns),
                inputGradient.IsEmpty ? null : Pointer(inputGradient, rows, columns),
                accumulateInput,
                PointerOrNull(scaleGradient, columns),
                accumulateScale,
                PointerOrNull(shiftGradient, columns),
                accumulateShift,
                rows,
                columns,
                epsilon
            ),
            columns,
            Ranges.ColumnGrain(rows)
        );

    public override void LayerNormalization(
        Block input,
        Block scale,
        Block shift,
        Block output,
        int rows,
        int columns,
        float epsilon
    )
    {
        if (columns == 0)
            return;
        pool.For(
            new LayerNormalizationRange<T>(
                Pointer(input, rows, columns),
                Pointer(scale, columns),
                Pointer(shift, columns),
                Pointer(output, rows, columns),
                columns,
                epsilon
            ),
            rows,
            Ranges.RowGrain(columns)
        );
    }

    public override void LayerNormalizationBackward(
        Block input,
        Block scale,
        Block outputGradient,
        Block inputGradient,
        bool accumulateInput,
        Block scaleGradient,
        bool accumulateScale,
        Block shiftGradient,
        bool accumulateShift,
        int rows,
        int columns,
        float epsilon
    )
    {
        if (columns == 0)
            return;
        float* x = Pointer(input, rows, columns),
            dy = Pointer(outputGradient, rows, columns),
            moments = Scratch.Take(2L * rows);
        float* dx = inputGradient.IsEmpty ? null : Pointer(inputGradient, rows, columns);
        pool.For(
            new LayerNormalizationBackwardRange<T>(
                x,
                Pointer(scale, columns),
                dy,
                dx,
                accumulateInput,
                moments,
                columns,
                epsilon
            ),
            rows,
            Ranges.RowGrain(columns)
        );
        if (scaleGradient.IsEmpty && shiftGradient.IsEmpty)
            return;
        pool.For(
            new LayerNormalizationSumsRange<T>(
                x,
                dy,
                moments,
                PointerOrNull(scaleGradient, columns),
                accumulateScale,
                PointerOrNull(shiftGradient, columns),
                accumulateShift,
                rows,
                columns
            ),
            columns,
            Ranges.ColumnGrain(rows)
        );
    }

    private static float* PointerOrNull(Block block, int length) => block.IsEmpty ? null : Pointer(block, length);
}
