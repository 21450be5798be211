using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>A loop that is compiled once for each update rule.</summary>
internal interface IRuleLoop
{
    void Run<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule;
}

/// <summary>Chooses the compiled loop of a rule.</summary>
internal static unsafe class RuleChoice<T>
    where T : unmanaged, ISimd<T>
{
    public static void Run<TLoop>(
        in OptimizerStep step,
        Block parameters,
        Block firstMoments,
        Block secondMoments,
        TLoop loop
    )
        where TLoop : struct, IRuleLoop
    {
        float* w = CpuStorage.Pointer(parameters, parameters.Length);
        float* first = firstMoments.IsEmpty ? null : CpuStorage.Pointer(firstMoments, parameters.Length);
        switch (step.Rule)
        {
            case OptimizerRule.Sgd:
                loop.Run(new SgdRule<T>(step, w, first));
                break;
            case OptimizerRule.Adam:
                loop.Run(new AdamRule<T>(step, w, first, CpuStorage.Pointer(secondMoments, parameters.Length)));
                break;
            case OptimizerRule.RmsProp:
                loop.Run(new RmsPropRule<T>(step, w, first));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step.Rule, "Not a rule.");
        }
    }
}

internal readonly unsafe struct UpdateLoop(WorkerPool pool, float* gradients, long length) : IRuleLoop
{
    public void Run<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule => pool.For(new UpdateRange<TRule>(rule, gradients), length);
}

internal readonly unsafe struct UpdateLinearWeightLoop<T>(
    WorkerPool pool,
    float* outputGradient,
    float* input,
    int rows,
    int inputs,
    int outputs
) : IRuleLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule =>
        MatrixProduct<T>.Run(
            pool,
            MatrixView.Create(outputGradient, outputs, transposed: true),
            MatrixView.Create(input, inputs, transposed: false),
            outputs,
            rows,
            inputs,
            new UpdateStrip<T, TRule>(rule, inputs)
        );
}
