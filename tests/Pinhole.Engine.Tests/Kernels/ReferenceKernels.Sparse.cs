using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

/// <content>Sparse rows: written out, and then like any other rows.</content>
internal sealed partial class ReferenceKernels
{
    public override void WriteSparse(
        ReadOnlySpan<int> starts,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> values,
        in SparseBlock target
    )
    {
        for (int i = 0; i < starts.Length; i++)
            Values(target.Starts)[i] = starts[i];
        for (int i = 0; i < columns.Length; i++)
            Values(target.Columns)[i] = columns[i];
        Write(values, target.Values);
    }

    public override void Expand(in SparseBlock source, Block output, int rows, int columns)
    {
        Span<double> starts = Values(source.Starts),
            places = Values(source.Columns),
            values = Values(source.Values),
            y = Values(output);
        y[..(rows * columns)].Clear();
        for (int row = 0; row < rows; row++)
        {
            for (int i = (int)starts[row]; i < (int)starts[row + 1]; i++)
                y[(row * columns) + (int)places[i]] = values[i];
        }
    }

    public override void SparseLinear(
        in SparseBlock input,
        Block weight,
        Block bias,
        Block output,
        int rows,
        int inputs,
        int outputs,
        Activation activation
    ) => Linear(Whole(input, rows, inputs), weight, bias, output, rows, inputs, outputs, activation);

    public override void SparseWeightGradient(
        Block outputGradient,
        in SparseBlock input,
        Block weightGradient,
        int rows,
        int inputs,
        int outputs,
        bool accumulate
    ) =>
        MatMul(
            outputGradient,
            true,
            Whole(input, rows, inputs),
            false,
            weightGradient,
            outputs,
            rows,
            inputs,
            accumulate
        );

    public override void SparseLoss(
        LossFunction function,
        Block prediction,
        in SparseBlock target,
        float parameter,
        Block losses,
        int rows,
        int columns,
        int group = 1
    ) => Loss(function, prediction, Whole(target, rows / group, columns), parameter, losses, rows, columns, group);

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
        LossBackward(
            function,
            prediction,
            Whole(target, rows / group, columns),
            parameter,
            lossGradient,
            predictionGradient,
            rows,
            columns,
            accumulate,
            group
        );

    private Block Whole(in SparseBlock source, int rows, int columns)
    {
        Block whole = Allocate((long)rows * columns).All;
        Expand(source, whole, rows, columns);
        return whole;
    }
}
