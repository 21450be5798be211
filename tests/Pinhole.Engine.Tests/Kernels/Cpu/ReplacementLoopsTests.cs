using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public class ReplacementLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void What_the_reference_replaces_is_replaced(int lanes)
    {
        foreach (int length in Lengths.All)
        {
            foreach (float rate in new[] { 0f, 0.1f, 0.5f, 1f })
            {
                bool accumulate = length % 2 == 0;
                RandomReplacement replacement = new(rate, Low: -2, High: 5, Scale: 1.5f, Seed: 7, Stream: 3);
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.ReplaceRandomly(replacement, b[0], b[1], accumulate),
                    2e-6,
                    [1],
                    Seam.Random(length, 1),
                    Seam.Target(length, accumulate)
                );
            }
        }
    }

    [Fact]
    public void The_share_that_was_asked_for_is_replaced()
    {
        const int Length = 100_000;
        Device device = Widths.Get(1);
        using Storage ones = device.Allocate(Length),
            replaced = device.Allocate(Length);
        device.Fill(ones.All, 1f);
        device.ReplaceRandomly(
            new RandomReplacement(0.3f, 0, 0, Scale: 4, Seed: 1, Stream: 2),
            ones.All,
            replaced.All,
            accumulate: false
        );
        float[] values = new float[Length];
        device.Read(replaced.All, values);

        // Five standard deviations of a count of 100,000 draws are 725.
        Assert.InRange(values.Count(value => value == 0f), 30_000 - 725, 30_000 + 725);
        Assert.All(values, value => Assert.True(value is 0f or 4f));
    }
}
