namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Matrix products, and the linear layers made of them.</content>
internal sealed unsafe partial class CpuKernels<T>
{
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
}
