namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Operations on elements, rows and columns.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    public override void Activate(Activation activation, Block input, Block output) =>
        FunctionChoice.Run(
            activation,
            new MapLoop<T>(pool, Pointer(input, output.Length), Pointer(output, output.Length), output.Length)
        );

    public override void ActivateBackward(
        Activation activation,
        Block input,
        Block output,
        Block outputGradient,
        Block inputGradient,
        bool accumulate
    ) => FunctionChoice.Run(activation, Backward(input, output, outputGradient, inputGradient, accumulate));

    public override void Unary(UnaryFunction function, Block input, Block output) =>
        FunctionChoice.Run(
            function,
            new MapLoop<T>(pool, Pointer(input, output.Length), Pointer(output, output.Length), output.Length)
        );

    public override void UnaryBackward(
        UnaryFunction function,
        Block input,
        Block output,
        Block outputGradient,
        Block inputGradient,
        bool accumulate
    ) => FunctionChoice.Run(function, Backward(input, output, outputGradient, inputGradient, accumulate));

    public override void Binary(BinaryFunction function, Block left, Block right, Block output)
    {
        long length = output.Length;
        FunctionChoice.Run(
            function,
            new BinaryLoop<T>(pool, Pointer(left, length), Pointer(right, length), Pointer(output, length), length)
        );
    }

    public override void BinaryBackward(
        BinaryFunction function,
        Block left,
        Block right,
        Block outputGradient,
        Block leftGradient,
        bool accumulateLeft,
        Block rightGradient,
        bool accumulateRight
    )
    {
        long length = outputGradient.Length;
        float* da = leftGradient.IsEmpty ? null : Pointer(leftGradient, length);
        float* db = rightGradient.IsEmpty ? null : Pointer(rightGradient, length);
        FunctionChoice.Run(
            function,
            new BinaryBackwardLoop<T>(
                pool,
                Pointer(left, length),
                Pointer(right, length),
                Pointer(outputGradient, length),
                da,
                accumulateLeft,
                db,
                accumulateRight,
                length
            )
        );
    }

    public override void Affine(Block source, float scale, float shift, Block target, bool accumulate) =>
        pool.For(
            new AffineRange<T>(
                Pointer(source, target.Length),
                scale,
                shift,
                Pointer(target, target.Length),
                accumulate
            ),
            target.Length
        );

    public override void AddRow(Block input, Block row, Block output, int rows, int columns) =>
        pool.For(
            new AddRowRange<T>(
                Pointer(input, rows, columns),
                Pointer(row, columns),
                Pointer(output, rows, columns),
                columns
            ),
            rows,
            Ranges.RowGrain(columns)
        );

    public override void SumRows(Block input, Block sums, int rows, int columns, bool accumulate) =>
        pool.For(
            new SumRowsRange<T>(Pointer(input, rows, columns), Pointer(sums, columns), rows, columns, accumulate),
            columns,
            Ranges.ColumnGrain(rows)
        );

    public override void SumColumns(Block input, Block sums, int rows, int columns) =>
        pool.For(
            new SumColumnsRange<T>(Pointer(input, rows, columns), Pointer(sums, rows), columns),
            rows,
            Ranges.RowGrain(columns)
        );

    public override void SpreadColumn(
        Block column,
        float scale,
        Block target,
        int rows,
        int columns,
        bool accumulate
    ) =>
        pool.For(
            new SpreadColumnRange<T>(Pointer(column, rows), scale, Pointer(target, rows, columns), columns, accumulate),
            rows,
            Ranges.RowGrain(columns)
        );

    public override void CopyColumns(
        Block source,
        int sourceColumns,
        int sourceStart,
        Block target,
        int targetColumns,
        int targetStart,
        int rows,
        int columns,
        bool accumulate
    )
    {
        float* x = Pointer(source, rows, sourceColumns) + sourceStart,
            y = Pointer(target, rows, targetColumns) + targetStart;
        pool.For(
            new CopyColumnsRange<T>(x, sourceColumns, y, targetColumns, columns, accumulate),
            rows,
            Ranges.RowGrain(columns)
        );
    }

    public override void KeepGreatest(
        Block ranks,
        Block idle,
        float limit,
        int count,
        Block source,
        Block target,
        int rows,
        int columns,
        bool accumulate
    ) =>
        pool.For(
            new KeepGreatestRange(
                Pointer(ranks, rows, columns),
                PointerOrNull(idle, columns),
                limit,
                count,
                Pointer(source, rows, columns),
                Pointer(target, rows, columns),
                columns,
                accumulate
            ),
            rows,
            Ranges.RowGrain(columns)
        );

    private MapBackwardLoop<T> Backward(
        Block input,
        Block output,
        Block outputGradient,
        Block inputGradient,
        bool accumulate
    )
    {
        long length = outputGradient.Length;
        return new(
            pool,
            Pointer(input, length),
            Pointer(output, length),
            Pointer(outputGradient, length),
            Pointer(inputGradient, length),
            accumulate,
            length
        );
    }
}
