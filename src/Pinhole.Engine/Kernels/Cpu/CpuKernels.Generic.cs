using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>The kernels in vectors of one width: sizes are checked here, the loops are in the files beside.</summary>
internal sealed unsafe partial class CpuKernels<T>(WorkerPool pool) : Kernels
    where T : unmanaged, ISimd<T>
{
    // Fixed, so that a sum over many elements is the same on any number of threads.
    private const int ReductionBlock = 1 << 16;

    [ThreadStatic]
    private static double[]? _partials;

    public override Storage Allocate(long length) => new CpuStorage(length);

    public override void Write(ReadOnlySpan<float> source, Block target)
    {
        float* y = Pointer(target, source.Length);
        fixed (float* x = source)
            pool.For(new MapRange<T, IdentityFunction>(x, y), source.Length);
    }

    public override void WriteRows(ReadOnlySpan<float> source, ReadOnlySpan<int> rows, int columns, Block target)
    {
        foreach (int row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row, nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(((long)row + 1) * columns, source.Length, nameof(rows));
        }

        float* y = Pointer(target, rows.Length, columns);
        fixed (float* x = source)
        fixed (int* order = rows)
            pool.For(new GatherRowsRange<T>(x, order, y, columns), rows.Length, Ranges.RowGrain(columns));
    }

    public override void Read(Block source, Span<float> target) =>
        new ReadOnlySpan<float>(Pointer(source, target.Length), target.Length).CopyTo(target);

    public override void Copy(Block source, Block target) => Activate(Activation.Identity, source, target);

    public override void Fill(Block target, float value)
    {
        const int Most = 1 << 30;
        float* y = Pointer(target, target.Length);
        for (long done = 0; done < target.Length; done += Most)
            pool.For(
                new SpreadColumnRange<T>(&value, 1f, y + done, (int)Math.Min(Most, target.Length - done), false),
                1
            );
    }

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
        MatrixView a = MatrixView.Create(Pointer(left, rows, depth), transposeLeft ? rows : depth, transposeLeft);
        MatrixView b = MatrixView.Create(
            Pointer(right, depth, columns),
            transposeRight ? depth : columns,
            transposeRight
        );
        float* c = Pointer(result, rows, columns);
        MatrixProduct<T>.Run(pool, a, b, c, rows, depth, columns, accumulate);
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
        float* b = bias.IsEmpty ? null : Pointer(bias, outputs);
        FunctionChoice.Run(
            activation,
            new LinearLoop<T>(
                pool,
                Pointer(input, rows, inputs),
                Pointer(weight, outputs, inputs),
                b,
                Pointer(output, rows, outputs),
                rows,
                inputs,
                outputs
            )
        );
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
        if (activation == Activation.Gelu)
            throw new ArgumentOutOfRangeException(
                nameof(activation),
                "The slope of GELU cannot be told from its value."
            );
        if (activation == Activation.Identity && biasGradient.IsEmpty)
            return;
        float* sums = biasGradient.IsEmpty ? null : Pointer(biasGradient, columns);
        FunctionChoice.Run(
            activation,
            new LinearActivationBackwardLoop<T>(
                pool,
                Pointer(output, rows, columns),
                Pointer(gradientInPlace, rows, columns),
                sums,
                rows,
                columns,
                accumulateBias
            )
        );
    }

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

    public override void Unfold(Block images, Block patches, in Patches shape, int batch, bool accumulate) =>
        pool.For(
            new UnfoldRange<T>(
                Pointer(images, batch, shape.ImageSize),
                Pointer(patches, (long)batch * shape.Positions * shape.Size),
                shape,
                accumulate
            ),
            (long)batch * shape.Rows,
            Ranges.RowGrain((long)shape.Columns * shape.Size)
        );

    public override void Fold(Block patches, Block images, in Patches shape, int batch, bool accumulate) =>
        pool.For(
            new FoldRange<T>(
                Pointer(patches, (long)batch * shape.Positions * shape.Size),
                Pointer(images, batch, shape.ImageSize),
                shape,
                accumulate
            ),
            batch,
            Ranges.RowGrain((long)shape.Positions * shape.Size)
        );

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

    public override void ReplaceRandomly(
        in RandomReplacement replacement,
        Block source,
        Block target,
        bool accumulate
    ) =>
        pool.For(
            new ReplacementRange<T>(
                replacement,
                Pointer(source, target.Length),
                Pointer(target, target.Length),
                accumulate
            ),
            target.Length
        );

    public override void DrawBernoulli(Block source, Block target, ulong seed, ulong stream) =>
        pool.For(
            new BernoulliRange<T>(Pointer(source, target.Length), Pointer(target, target.Length), seed, stream),
            target.Length
        );

    public override void FillNormal(Block target, ulong seed, ulong stream) =>
        pool.For(new NormalRange<T>(Pointer(target, target.Length), seed, stream), target.Length);

    public override void Reparameterize(Block code, Block noiseInPlace, int rows, int latent) =>
        pool.For(
            new ReparameterizeRange<T>(Code(code, rows, latent), Pointer(noiseInPlace, rows, latent), latent),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void ReparameterizeBackward(
        Block code,
        Block sample,
        Block sampleGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    ) =>
        pool.For(
            new ReparameterizeBackwardRange<T>(
                Code(code, rows, latent),
                Pointer(sample, rows, latent),
                Pointer(sampleGradient, rows, latent),
                Code(codeGradient, rows, latent),
                latent,
                accumulate
            ),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void GaussianKl(Block code, Block divergences, int rows, int latent) =>
        pool.For(
            new GaussianKlRange<T>(Code(code, rows, latent), Pointer(divergences, rows), latent),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void GaussianKlBackward(
        Block code,
        Block divergenceGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    ) =>
        pool.For(
            new GaussianKlBackwardRange<T>(
                Code(code, rows, latent),
                Pointer(divergenceGradient, rows),
                Code(codeGradient, rows, latent),
                latent,
                accumulate
            ),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void GaussianLogRatio(Block code, Block sample, Block ratios, int rows, int latent) =>
        pool.For(
            new GaussianLogRatioRange<T>(
                Code(code, rows, latent),
                Pointer(sample, rows, latent),
                Pointer(ratios, rows),
                latent
            ),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void GaussianLogRatioBackward(
        Block code,
        Block sample,
        Block ratioGradient,
        Block codeGradient,
        bool accumulateCode,
        Block sampleGradient,
        bool accumulateSample,
        int rows,
        int latent
    ) =>
        pool.For(
            new GaussianLogRatioBackwardRange<T>(
                Code(code, rows, latent),
                Pointer(sample, rows, latent),
                Pointer(ratioGradient, rows),
                codeGradient.IsEmpty ? null : Code(codeGradient, rows, latent),
                accumulateCode,
                sampleGradient.IsEmpty ? null : Pointer(sampleGradient, rows, latent),
                accumulateSample,
                latent
            ),
            rows,
            Ranges.RowGrain(latent)
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

    public override double SumOfSquares(Block source)
    {
        int blocks = checked((int)((source.Length + ReductionBlock - 1) / ReductionBlock));
        if (_partials is null || _partials.Length < blocks)
            _partials = new double[blocks];
        fixed (double* partials = _partials)
        {
            pool.For(
                new SumOfSquaresRange<T>(Pointer(source, source.Length), (nint)source.Length, ReductionBlock, partials),
                blocks,
                1
            );
            double sum = 0;
            for (int i = 0; i < blocks; i++)
                sum += partials[i];
            return sum;
        }
    }

    public override void Update(
        in OptimizerStep step,
        Block parameters,
        Block gradients,
        Block firstMoments,
        Block secondMoments
    ) =>
        RuleChoice<T>.Run(
            step,
            parameters,
            firstMoments,
            secondMoments,
            new UpdateLoop(pool, Pointer(gradients, parameters.Length), parameters.Length)
        );

    public override void UpdateLinearWeight(
        in OptimizerStep step,
        Block weight,
        Block firstMoments,
        Block secondMoments,
        Block outputGradient,
        Block input,
        int rows,
        int inputs,
        int outputs
    )
    {
        UpdateLinearWeightLoop<T> loop = new(
            pool,
            Pointer(outputGradient, rows, outputs),
            Pointer(input, rows, inputs),
            rows,
            inputs,
            outputs
        );
        RuleChoice<T>.Run(step, weight.Slice(0, (long)outputs * inputs), firstMoments, secondMoments, loop);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            pool.Dispose();
    }

    private static float* Pointer(Block block, long length) => CpuStorage.Pointer(block, length);

    private static float* Pointer(Block block, int rows, int columns) =>
        CpuStorage.Pointer(block, (long)rows * columns);

    private static float* Code(Block block, int rows, int latent) => CpuStorage.Pointer(block, 2L * rows * latent);

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
