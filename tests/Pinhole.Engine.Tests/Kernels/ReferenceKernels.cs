using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

/// <summary>
/// The seam in plain loops and double precision: what <see cref="Pinhole.Engine.Kernels.Cpu.CpuKernels"/> is
/// compared with, and the proof that a second device fits behind the seam.
/// </summary>
internal sealed partial class ReferenceKernels : Device
{
    /// <summary>The numbers of a block, to be read or changed in full precision.</summary>
    public static Span<double> Values(Block block) =>
        block.IsEmpty
            ? []
            : ((ReferenceStorage)block.Storage).Values.AsSpan(checked((int)block.Offset), checked((int)block.Length));

    public override Storage Allocate(long length) => new ReferenceStorage(length);

    public override void Write(ReadOnlySpan<float> source, Block target)
    {
        Span<double> values = Values(target);
        for (int i = 0; i < source.Length; i++)
            values[i] = source[i];
    }

    public override void WriteRows(ReadOnlySpan<float> source, ReadOnlySpan<int> rows, int columns, Block target)
    {
        Span<double> values = Values(target);
        for (int i = 0; i < rows.Length * columns; i++)
            values[i] = source[(rows[i / columns] * columns) + (i % columns)];
    }

    public override void Read(Block source, Span<float> target)
    {
        Span<double> values = Values(source);
        for (int i = 0; i < target.Length; i++)
            target[i] = (float)values[i];
    }

    public override void Copy(Block source, Block target) => Values(source).CopyTo(Values(target));

    public override void Fill(Block target, float value) => Values(target).Fill(value);

    public override void MatMul(
        Block left,
        bool transposeLeft,
        Block right,
        bool transposeRight,
        Block result,
        int rows,
        int depth,
        int columns,
        bool accumulate
    )
    {
        Span<double> a = Values(left),
            b = Values(right),
            c = Values(result);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = 0;
                for (int k = 0; k < depth; k++)
                {
                    double x = transposeLeft ? a[(k * rows) + row] : a[(row * depth) + k];
                    double y = transposeRight ? b[(column * depth) + k] : b[(k * columns) + column];
                    sum += x * y;
                }

                Put(c, (row * columns) + column, sum, accumulate);
            }
        }
    }

    public override void Linear(
        Block input,
        Block weight,
        Block bias,
        Block output,
        int rows,
        int inputs,
        int outputs,
        Activation activation
    )
    {
        MatMul(input, false, weight, true, output, rows, inputs, outputs, accumulate: false);
        Span<double> b = Values(bias),
            y = Values(output);
        for (int i = 0; i < rows * outputs; i++)
            y[i] = ReferenceMath.Value(activation, bias.IsEmpty ? y[i] : y[i] + b[i % outputs]);
    }

    public override void LinearActivationBackward(
        Activation activation,
        Block output,
        Block gradientInPlace,
        Block biasGradient,
        int rows,
        int columns,
        bool accumulateBias
    )
    {
        Span<double> y = Values(output),
            gradient = Values(gradientInPlace);
        for (int i = 0; i < rows * columns; i++)
            gradient[i] *= ReferenceMath.SlopeFromValue(activation, y[i]);
        if (!biasGradient.IsEmpty)
            SumRows(gradientInPlace, biasGradient, rows, columns, accumulateBias);
    }

    public override void AddRow(Block input, Block row, Block output, int rows, int columns)
    {
        Span<double> x = Values(input),
            addend = Values(row),
            y = Values(output);
        for (int i = 0; i < rows * columns; i++)
            y[i] = x[i] + addend[i % columns];
    }

    public override void SumRows(Block input, Block sums, int rows, int columns, bool accumulate)
    {
        Span<double> x = Values(input),
            y = Values(sums);
        for (int column = 0; column < columns; column++)
        {
            double sum = 0;
            for (int row = 0; row < rows; row++)
                sum += x[(row * columns) + column];
            Put(y, column, sum, accumulate);
        }
    }

    public override void SumColumns(Block input, Block sums, int rows, int columns)
    {
        Span<double> x = Values(input),
            y = Values(sums);
        for (int row = 0; row < rows; row++)
        {
            y[row] = 0;
            for (int column = 0; column < columns; column++)
                y[row] += x[(row * columns) + column];
        }
    }

    public override void SpreadColumn(Block column, float scale, Block target, int rows, int columns, bool accumulate)
    {
        Span<double> x = Values(column),
            y = Values(target);
        for (int i = 0; i < rows * columns; i++)
            Put(y, i, scale * x[i / columns], accumulate);
    }

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
        Span<double> x = Values(source),
            y = Values(target);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                Put(
                    y,
                    (row * targetColumns) + targetStart + column,
                    x[(row * sourceColumns) + sourceStart + column],
                    accumulate
                );
        }
    }

    protected override void Dispose(bool disposing) { }

    private static void Put(Span<double> target, int index, double value, bool accumulate) =>
        target[index] = accumulate ? target[index] + value : value;
}
