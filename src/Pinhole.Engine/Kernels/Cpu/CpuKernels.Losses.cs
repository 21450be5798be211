namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Losses, and the log-sum-exp functions of likelihoods.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    public override void Loss(
        LossFunction function,
        Block prediction,
        Block target,
        float parameter,
        Block losses,
        int rows,
        int columns,
        int group = 1
    ) =>
        FunctionChoice.Run(
            function,
            new LossLoop<T>(
                pool,
                Pointer(prediction, rows, columns),
                Pointer(target, rows / group, columns),
                parameter,
                Pointer(losses, rows),
                rows,
                columns,
                group
            )
        );

    public override void LossBackward(
        LossFunction function,
        Block prediction,
        Block target,
        float parameter,
        Block lossGradient,
        Block predictionGradient,
        int rows,
        int columns,
        bool accumulate,
        int group = 1
    ) =>
        FunctionChoice.Run(
            function,
            new LossBackwardLoop<T>(
                pool,
                Pointer(prediction, rows, columns),
                Pointer(target, rows / group, columns),
                parameter,
                Pointer(lossGradient, rows),
                Pointer(predictionGradient, rows, columns),
                rows,
                columns,
                group,
                accumulate
            )
        );

    public override void LogSoftmax(Block input, Block output, int rows, int columns)
    {
        if (columns > 0)
            pool.For(
                new LogSoftmaxRange<T>(Pointer(input, rows, columns), Pointer(output, rows, columns), columns),
                rows,
                Ranges.RowGrain(columns)
            );
    }

    public override void LogSoftmaxBackward(
        Block output,
        Block outputGradient,
        Block inputGradient,
        int rows,
        int columns,
        bool accumulate
    ) =>
        pool.For(
            new LogSoftmaxBackwardRange<T>(
                Pointer(output, rows, columns),
                Pointer(outputGradient, rows, columns),
                Pointer(inputGradient, rows, columns),
                columns,
                accumulate
            ),
            rows,
            Ranges.RowGrain(columns)
        );

    public override void LogMeanExp(Block source, Block results, int rows, int columns) =>
        pool.For(
            new LogMeanExpRange(Pointer(source, rows, columns), Pointer(results, rows), columns),
            rows,
            Ranges.RowGrain(16L * columns)
        );

    public override void LogMeanExpBackward(
        Block source,
        Block resultGradient,
        Block sourceGradient,
        int rows,
        int columns,
        bool accumulate
    ) =>
        pool.For(
            new LogMeanExpBackwardRange(
                Pointer(source, rows, columns),
                Pointer(resultGradient, rows),
                Pointer(sourceGradient, rows, columns),
                columns,
                accumulate
            ),
            rows,
            Ranges.RowGrain(16L * columns)
        );
}
