using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class LogisticProbeTests
{
    [Theory]
    [MemberData(nameof(ProbeGoldens.Sizes), MemberType = typeof(ProbeGoldens))]
    public void Agrees_with_scikit_learn(int classes)
    {
        ProbeGoldens golden = new(classes);
        using ProbeRows rows = golden.Rows();
        double[] expected = golden.Numbers("probabilities"),
            actual = LogisticProbe.Score(rows);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-4);
    }

    [Theory]
    [MemberData(nameof(ProbeGoldens.Sizes), MemberType = typeof(ProbeGoldens))]
    public void Agrees_with_scikit_learn_for_every_penalty_of_a_path(int classes)
    {
        ProbeGoldens golden = new(classes);
        using ProbeRows rows = golden.Rows();
        double[] penalties = [30, 1, 0.1];
        double[][] path = LogisticProbe.Path(rows, penalties);
        foreach ((double penalty, double[] actual) in penalties.Zip(path))
        {
            double[] expected = golden.Numbers(FormattableString.Invariant($"probabilities, penalty {penalty}"));
            Assert.Equal(expected.Length, actual.Length);
            // The flatter the function, the further a gradient that counts as none is from the lowest point.
            double tolerance = 3e-4 / Math.Min(1, penalty);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_threads()
    {
        double[] Scores(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads);
            using ProbeRows rows = new ProbeGoldens(8).Rows(kernels);
            return LogisticProbe.Score(rows);
        }

        double[] one = Scores(1);
        Assert.Equal(one, Scores(2));
        Assert.Equal(one, Scores(3));
    }

    [Fact]
    public void A_class_without_rows_to_learn_from_is_never_told()
    {
        using ProbeRows rows = new(
            CpuKernels.Shared,
            [0, 1, 0.1f, 0.9f, 5, 0.05f],
            1,
            [0, 2, 0, 2, 1, 0],
            fitted: 4,
            classes: 3
        );
        double[] scores = LogisticProbe.Score(rows);
        Assert.Equal(0, scores[1]);
        Assert.Equal(1, scores[..3].Sum(), 1e-9);
        Assert.True(scores[3] > 0.5);
    }

    [Fact]
    public void Rows_that_are_all_alike_give_the_shares_of_the_classes()
    {
        using ProbeRows rows = new(
            CpuKernels.Shared,
            [.. Enumerable.Repeat(3f, 10)],
            2,
            [0, 1, 1, 1, 0],
            fitted: 4,
            classes: 2
        );
        double[] scores = LogisticProbe.Score(rows);
        Assert.Equal(0.25, scores[0], 1e-3);
        Assert.Equal(0.75, scores[1], 1e-3);
    }
}
