using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class ProbeRowsTests
{
    [Fact]
    public void Rows_are_centred_and_keep_the_proportions_of_their_columns()
    {
        using ProbeRows rows = new(CpuKernels.Shared, [0, 10, 2, 16, 1, 13], 2, [0, 1, 1], fitted: 2, classes: 2);

        // The deviations are ±1 and ±3, whose squares have the mean 5.
        float one = 1 / MathF.Sqrt(5);
        AssertClose([-one, -3 * one, one, 3 * one], Read(rows.Fit));
        AssertClose([0, 0], Read(rows.Test(0, 1)));
        Assert.Equal([2, 2], rows.SquaredLengths.Select(length => Math.Round(length, 5)));
        Assert.Equal([0, 1], rows.FitLabels);
        Assert.Equal([1], rows.TestLabels);
    }

    [Fact]
    public void Rows_that_are_all_alike_are_left_at_zero()
    {
        using ProbeRows rows = new(CpuKernels.Shared, [4, 4, 4], 1, [0, 1, 1], fitted: 2, classes: 2);
        AssertClose([0, 0], Read(rows.Fit));
    }

    private static float[] Read(Block block)
    {
        float[] values = new float[block.Length];
        CpuKernels.Shared.Read(block, values);
        return values;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}
