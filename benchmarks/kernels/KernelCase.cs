using Pinhole.Engine.Kernels;

namespace Pinhole.Benchmarks.Kernels;

/// <summary>One call of a kernel.</summary>
/// <param name="Name">Product or pass, inputs x outputs, batch.</param>
/// <param name="Lengths">The memory it works on, block by block, in elements.</param>
/// <param name="Run">The call.</param>
/// <param name="Operations">Floating-point operations; 0 where memory is the limit, not arithmetic.</param>
/// <param name="Bytes">Bytes read and written; 0 where arithmetic is the limit.</param>
internal sealed record KernelCase(
    string Name,
    long[] Lengths,
    Action<Engine.Kernels.Kernels, Block[]> Run,
    double Operations = 0,
    double Bytes = 0
)
{
    private static readonly OptimizerStep AdamStep = new(OptimizerRule.Adam, 1e-3f, 0.9f, 0.999f, 1e-8f);

    public static IReadOnlyList<KernelCase> All { get; } =
    [
        .. Layer(784, 256, 32),
        .. Layer(784, 256, 128),
        .. Layer(784, 256, 512),
        .. Layer(784, 256, 1024),
        .. Layer(1000, 500, 32),
        .. Layer(1000, 500, 128),
        .. Layer(1000, 500, 512),
        .. Layer(1000, 500, 1024),
        .. Layer(4096, 4096, 1024),
        Product(4096, 4096, 1024),
        Adam(475_000),
        Adam(80_000_000),
        Activate(1024, 1000),
        ActivateBackward(1024, 1000),
        SquaredError(1024, 784),
    ];

    /// <summary>
    /// The products of a linear layer: forward with bias and ReLU, the two of its backward pass, and the second of
    /// them as training has it, with the step of Adam that uses it up.
    /// </summary>
    private static KernelCase[] Layer(int inputs, int outputs, int batch)
    {
        string size = $"{inputs}x{outputs} batch {batch}";
        long input = (long)batch * inputs,
            weight = (long)inputs * outputs,
            output = (long)batch * outputs;
        double operations = 2.0 * batch * inputs * outputs;
        return
        [
            new(
                $"forward {size}",
                [input, weight, outputs, output],
                (kernels, blocks) =>
                    kernels.Linear(blocks[0], blocks[1], blocks[2], blocks[3], batch, inputs, outputs, Activation.Relu),
                operations
            ),
            new(
                $"input gradient {size}",
                [output, weight, input],
                (kernels, blocks) =>
                    kernels.MatMul(blocks[0], false, blocks[1], false, blocks[2], batch, outputs, inputs, false),
                operations
            ),
            new(
                $"weight gradient {size}",
                [output, input, weight],
                (kernels, blocks) =>
                    kernels.MatMul(blocks[0], true, blocks[1], false, blocks[2], outputs, batch, inputs, false),
                operations
            ),
            new(
                $"weight gradient and Adam {size}",
                [output, input, weight, weight, weight],
                (kernels, blocks) =>
                    kernels.UpdateLinearWeight(
                        AdamStep,
                        blocks[2],
                        blocks[3],
                        blocks[4],
                        blocks[0],
                        blocks[1],
                        batch,
                        inputs,
                        outputs
                    ),
                operations
            ),
        ];
    }

    /// <summary>A product [rows, depth] · [depth, columns], nothing transposed.</summary>
    private static KernelCase Product(int rows, int depth, int columns) =>
        new(
            $"product {rows}x{depth}x{columns}",
            [(long)rows * depth, (long)depth * columns, (long)rows * columns],
            (kernels, blocks) =>
                kernels.MatMul(blocks[0], false, blocks[1], false, blocks[2], rows, depth, columns, false),
            2.0 * rows * depth * columns
        );

    // Reads weight, gradient and both moments, writes all but the gradient.
    private static KernelCase Adam(int parameters) =>
        new(
            $"Adam {parameters}",
            [parameters, parameters, parameters, parameters],
            (kernels, blocks) => kernels.Update(AdamStep, blocks[0], blocks[1], blocks[2], blocks[3]),
            Bytes: 7.0 * sizeof(float) * parameters
        );

    private static KernelCase Activate(int rows, int columns) =>
        new(
            $"ELU {rows}x{columns}",
            [rows * columns, rows * columns],
            (kernels, blocks) => kernels.Activate(Activation.Elu, blocks[0], blocks[1]),
            Bytes: 2.0 * sizeof(float) * rows * columns
        );

    private static KernelCase ActivateBackward(int rows, int columns) =>
        new(
            $"ReLU and bias backward {rows}x{columns}",
            [rows * columns, rows * columns, columns],
            (kernels, blocks) =>
                kernels.LinearActivationBackward(
                    Activation.Relu,
                    blocks[0],
                    blocks[1],
                    blocks[2],
                    rows,
                    columns,
                    false
                ),
            Bytes: 3.0 * sizeof(float) * rows * columns
        );

    private static KernelCase SquaredError(int rows, int columns) =>
        new(
            $"squared error {rows}x{columns}",
            [rows * columns, rows * columns, rows],
            (kernels, blocks) =>
                kernels.Loss(LossFunction.SquaredError, blocks[0], blocks[1], 0, blocks[2], rows, columns),
            Bytes: 2.0 * sizeof(float) * rows * columns
        );
}
