namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Sparse rows.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    // The work that takes as long as waking a thread.
    private const int MultiplyAddsInAPart = 1 << 15;

    public override void WriteSparse(
        ReadOnlySpan<int> starts,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> values,
        in SparseBlock target
    )
    {
        starts.CopyTo(new Span<int>(Pointer(target.Starts, starts.Length), starts.Length));
        columns.CopyTo(new Span<int>(Pointer(target.Columns, columns.Length), columns.Length));
        values.CopyTo(new Span<float>(Pointer(target.Values, values.Length), values.Length));
    }

    public override void Expand(in SparseBlock source, Block output, int rows, int columns) =>
        pool.For(
            new ExpandRange(SparseRowsView.Create(source, rows), Pointer(output, rows, columns), columns),
            rows,
            Ranges.RowGrain(columns)
        );

    public override void SparseLinear(
        in SparseBlock input,
        Block weight,
        Block bias,
        Block output,
        int rows,
        int inputs,
        int outputs,
        Activation activation
    )
    {
        float* b = bias.IsEmpty ? null : Pointer(bias, outputs),
            y = Pointer(output, rows, outputs);
        SparseRowsView view = SparseRowsView.Create(input, rows);
        pool.For(
            new SparseLinearRange(view, Pointer(weight, outputs, inputs), b, y, rows, inputs, outputs),
            outputs,
            OutputGrain(input)
        );
        if (activation != Activation.Identity)
            FunctionChoice.Run(activation, new MapLoop<T>(pool, y, y, (long)rows * outputs));
    }

    public override void SparseWeightGradient(
        Block outputGradient,
        in SparseBlock input,
        Block weightGradient,
        int rows,
        int inputs,
        int outputs,
        bool accumulate
    )
    {
        SparseRowsView view = SparseRowsView.Create(input, rows);
        float* dy = Pointer(outputGradient, rows, outputs),
            dw = Pointer(weightGradient, outputs, inputs);
        pool.For(
            new SparseWeightGradientRange(dy, view, dw, rows, inputs, outputs, accumulate),
            outputs,
            OutputGrain(input)
        );
    }

    public override void SparseLoss(
        LossFunction function,
        Block prediction,
        in SparseBlock target,
        float parameter,
        Block losses,
        int rows,
        int columns,
        int group = 1
    ) =>
        FunctionChoice.Run(
            function,
            new SparseLossLoop<T>(
                pool,
                Pointer(prediction, rows, columns),
                SparseRowsView.Create(target, rows / group),
                parameter,
                Pointer(losses, rows),
                rows,
                columns,
                group
            )
        );

    public override void SparseLossBackward(
        LossFunction function,
        Block prediction,
        in SparseBlock target,
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
            new SparseLossBackwardLoop<T>(
                pool,
                Pointer(prediction, rows, columns),
                SparseRowsView.Create(target, rows / group),
                parameter,
                Pointer(lossGradient, rows),
                Pointer(predictionGradient, rows, columns),
                rows,
                columns,
                group,
                accumulate
            )
        );

    private static nint OutputGrain(in SparseBlock input) =>
        (nint)Math.Max(1, MultiplyAddsInAPart / Math.Max(1, input.Columns.Length));
}
