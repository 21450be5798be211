using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Training;

public sealed class DeterminismTests
{
    public static TheoryData<int, int[]> Shapes { get; } =
        new()
        {
            { 100, [64, 37, 5, 37, 64] },
            { 32, [24, 16, 5, 16, 24] },
            { 1, [33, 17, 2, 17, 33] },
            { 128, [70, 50, 10, 50, 70] },
            { 7, [120, 121, 3, 121, 120] },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Fifty_steps_end_in_the_same_bits_on_any_number_of_threads(int rows, int[] layers)
    {
        int[] one = Train(1, rows, layers);
        foreach (int threads in new[] { 2, 3, 7 })
            AssertSame(one, Train(threads, rows, layers));
    }

    [Theory]
    [InlineData(300, 257, 129)]
    [InlineData(64, 1000, 65)]
    [InlineData(1025, 31, 90)]
    public void Products_are_the_same_bits_on_any_number_of_threads(int rows, int depth, int columns)
    {
        for (int combination = 0; combination < 4; combination++)
        {
            int[] one = Multiply(1, combination);
            AssertSame(one, Multiply(2, combination));
            AssertSame(one, Multiply(5, combination));
        }

        int[] Multiply(int threads, int combination)
        {
            using Device device = CpuKernels.Create(threads, cores: threads);
            using Storage left = device.Allocate(rows * depth),
                right = device.Allocate(depth * columns),
                result = device.Allocate(rows * columns);
            device.Write(Kernels.Seam.Random(rows * depth, 1), left.All);
            device.Write(Kernels.Seam.Random(depth * columns, 2), right.All);
            device.MatMul(
                left.All,
                (combination & 1) != 0,
                right.All,
                (combination & 2) != 0,
                result.All,
                rows,
                depth,
                columns,
                accumulate: true
            );
            float[] values = new float[rows * columns];
            device.Read(result.All, values);
            return Bits(values);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Moving_weights_during_the_backward_pass_or_after_it_ends_in_the_same_bits(int rows, int[] layers) =>
        AssertSame(Train(1, rows, layers, fused: false), Train(2, rows, layers));

    private static int[] Train(int threads, int rows, int[] layers, bool fused = true)
    {
        using Device device = CpuKernels.Create(threads, cores: threads);
        return Train(device, rows, layers, fused);
    }

    /// <summary>The bits of all weights after fifty steps.</summary>
    internal static int[] Train(Device device, int rows, int[] layers, bool fused = true)
    {
        using TrainingStep step = new(device, layers, Loss, fused: fused);
        for (int i = 0; i < 50; i++)
            step.Run(Formula.Batch(i, rows, layers[0]), rows);
        return Bits(step.ReadParameters());
    }

    private static Tensor Loss(Tensor output, Tensor input) =>
        output.Dropout(0.1f, 3, 4).BernoulliLoss(input)
        + output.Activate(Activation.Gelu).Huber(input)
        + Gaussian(output);

    // As large as a code as it is even.
    private static Tensor Gaussian(Tensor output)
    {
        int latent = output.Shape.Columns / 2;
        Tensor code = output.Columns(0, 2 * latent);
        return code.GaussianKl() + code.Reparameterize(5, 6).Square().SumFeatures();
    }

    internal static void AssertSame(int[] expected, int[] found)
    {
        int difference = expected.AsSpan().CommonPrefixLength(found);
        Assert.True(difference == expected.Length, $"Number {difference} of {expected.Length} differs.");
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
