using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Engine.Tests.Kernels;

/// <content>Functions of single elements, and of those of a row.</content>
internal sealed partial class ReferenceKernels
{
    public override void Activate(Activation activation, Block input, Block output)
    {
        Span<double> x = Values(input),
            y = Values(output);
        for (int i = 0; i < y.Length; i++)
            y[i] = ReferenceMath.Value(activation, x[i]);
    }

    public override void ActivateBackward(
        Activation activation,
        Block input,
        Block output,
        Block outputGradient,
        Block inputGradient,
        bool accumulate
    )
    {
        Span<double> x = Values(input),
            dy = Values(outputGradient),
            dx = Values(inputGradient);
        for (int i = 0; i < dy.Length; i++)
            Put(dx, i, dy[i] * ReferenceMath.Slope(activation, x[i]), accumulate);
    }

    public override void Unary(UnaryFunction function, Block input, Block output)
    {
        Span<double> x = Values(input),
            y = Values(output);
        for (int i = 0; i < y.Length; i++)
            y[i] = ReferenceMath.Value(function, x[i]);
    }

    public override void UnaryBackward(
        UnaryFunction function,
        Block input,
        Block output,
        Block outputGradient,
        Block inputGradient,
        bool accumulate
    )
    {
        Span<double> x = Values(input),
            dy = Values(outputGradient),
            dx = Values(inputGradient);
        for (int i = 0; i < dy.Length; i++)
            Put(dx, i, dy[i] * ReferenceMath.Slope(function, x[i]), accumulate);
    }

    public override void Binary(BinaryFunction function, Block left, Block right, Block output)
    {
        Span<double> a = Values(left),
            b = Values(right),
            y = Values(output);
        for (int i = 0; i < y.Length; i++)
            y[i] = ReferenceMath.Value(function, a[i], b[i]);
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
        Span<double> a = Values(left),
            b = Values(right),
            dy = Values(outputGradient);
        Span<double> da = Values(leftGradient),
            db = Values(rightGradient);
        for (int i = 0; i < dy.Length; i++)
        {
            (double slopeLeft, double slopeRight) = ReferenceMath.Slopes(function, a[i], b[i]);
            if (!leftGradient.IsEmpty)
                Put(da, i, dy[i] * slopeLeft, accumulateLeft);
            if (!rightGradient.IsEmpty)
                Put(db, i, dy[i] * slopeRight, accumulateRight);
        }
    }

    public override void Affine(Block source, float scale, float shift, Block target, bool accumulate)
    {
        Span<double> x = Values(source),
            y = Values(target);
        for (int i = 0; i < y.Length; i++)
            Put(y, i, (scale * x[i]) + shift, accumulate);
    }

    public override void LogSoftmax(Block input, Block output, int rows, int columns)
    {
        for (int row = 0; row < rows && columns > 0; row++)
        {
            double[] own = Values(input).Slice(row * columns, columns).ToArray();
            double greatest = own.Max(),
                logarithm = greatest + Math.Log(own.Sum(x => Math.Exp(x - greatest)));
            for (int column = 0; column < columns; column++)
                Values(output)[(row * columns) + column] = own[column] - logarithm;
        }
    }

    public override void LogSoftmaxBackward(
        Block output,
        Block outputGradient,
        Block inputGradient,
        int rows,
        int columns,
        bool accumulate
    )
    {
        Span<double> y = Values(output),
            dy = Values(outputGradient),
            dx = Values(inputGradient);
        for (int i = 0; i < rows * columns; i++)
        {
            double sum = 0;
            for (int column = 0; column < columns; column++)
                sum += dy[(i / columns * columns) + column];
            Put(dx, i, dy[i] - (Math.Exp(y[i]) * sum), accumulate);
        }
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
    )
    {
        for (int row = 0; row < rows; row++)
        {
            double[] own = Values(ranks).Slice(row * columns, columns).ToArray(),
                waited = Values(idle).ToArray();
            int[] kept =
            [
                .. Enumerable
                    .Range(0, columns)
                    .Where(column => waited.Length == 0 || waited[column] >= limit)
                    .OrderByDescending(column => double.IsNaN(own[column]) ? 1 : 0)
                    .ThenByDescending(column => own[column])
                    .Take(count),
            ];
            for (int column = 0; column < columns; column++)
            {
                int i = (row * columns) + column;
                Put(Values(target), i, kept.Contains(column) ? Values(source)[i] : 0, accumulate);
            }
        }
    }

    public override void DrawBernoulli(Block source, Block target, ulong seed, ulong stream)
    {
        Span<double> x = Values(source),
            y = Values(target);
        Span<uint> words = stackalloc uint[4];
        for (int i = 0; i < y.Length; i++)
        {
            Rng.Generate(seed, stream, (ulong)((i / 64 * 16) + (i % 16)), words);
            y[i] = words[i % 64 / 16] * (1f / 4294967296f) * (1f - (1f / 16777216f)) < x[i] ? 1 : 0;
        }
    }

    public override void LogMeanExp(Block source, Block results, int rows, int columns)
    {
        Span<double> x = Values(source),
            y = Values(results);
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            foreach (double value in x.Slice(row * columns, columns))
                sum += Math.Exp(value) / columns;
            y[row] = Math.Log(sum);
        }
    }

    public override void LogMeanExpBackward(
        Block source,
        Block resultGradient,
        Block sourceGradient,
        int rows,
        int columns,
        bool accumulate
    )
    {
        Span<double> x = Values(source),
            dy = Values(resultGradient),
            dx = Values(sourceGradient);
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            foreach (double value in x.Slice(row * columns, columns))
                sum += Math.Exp(value);
            for (int i = row * columns; i < (row + 1) * columns; i++)
                Put(dx, i, dy[row] * Math.Exp(x[i]) / sum, accumulate);
        }
    }

    public override void ReplaceRandomly(in RandomReplacement replacement, Block source, Block target, bool accumulate)
    {
        Span<double> x = Values(source),
            y = Values(target);
        Span<uint> words = stackalloc uint[4];
        for (int i = 0; i < y.Length; i++)
        {
            Rng.Generate(replacement.Seed, replacement.Stream, (ulong)((i / 64 * 16) + (i % 16)), words);
            float uniform = words[i % 64 / 16] * (1f / 4294967296f);
            double value =
                uniform < replacement.Rate / 2 ? replacement.Low
                : uniform < replacement.Rate ? replacement.High
                : replacement.Scale * x[i];
            Put(y, i, value, accumulate);
        }
    }
}
