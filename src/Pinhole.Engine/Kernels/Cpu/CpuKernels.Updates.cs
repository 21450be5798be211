namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Steps of the optimizers.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    // Fixed, so that a sum over many elements does not depend on the number of threads.
    private const int ReductionBlock = 1 << 16;

    [ThreadStatic]
    private static double[]? _partials;

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
}
