using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class NeighboursProbeTests
{
    [Theory]
    [MemberData(nameof(ProbeGoldens.Sizes), MemberType = typeof(ProbeGoldens))]
    public void Agrees_with_scikit_learn(int classes)
    {
        ProbeGoldens golden = new(classes);
        using ProbeRows rows = golden.Rows();
        double[] expected = golden.Numbers("votes"),
            actual = NeighboursProbe.Score(rows);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void Where_there_are_fewer_rows_all_are_asked()
    {
        using ProbeRows rows = new(CpuKernels.Shared, [0, 1, 2, 1], 1, [0, 1, 1, 0], fitted: 3, classes: 2);
        double[] votes = NeighboursProbe.Score(rows);
        Assert.Equal(1 / 3.0, votes[0], 1e-12);
        Assert.Equal(2 / 3.0, votes[1], 1e-12);
    }
}
