using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class NormalLoopsTests
{
    private const int Many = 1_000_000;

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Normal_numbers_agree_with_the_reference_at_every_length(int lanes)
    {
        foreach (int length in Lengths.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.FillNormal(b[0], seed: 7, stream: (1UL << 33) + (ulong)length),
                2e-6,
                [0],
                Seam.Target(length, accumulate: false)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void A_number_depends_on_its_position_alone(int lanes)
    {
        float[] all = Draw(Widths.Get(lanes), 20_011, 5, 6);
        foreach (int length in Lengths.All)
            Assert.Equal(all[..length], Draw(Widths.Get(lanes), length, 5, 6));
    }

    [Fact]
    public void They_are_the_same_bits_on_any_number_of_threads()
    {
        using Device one = CpuKernels.Create(1),
            two = CpuKernels.Create(2),
            three = CpuKernels.Create(3);
        float[] expected = Draw(one, 100_003, 1, 2);
        Assert.Equal(expected, Draw(two, 100_003, 1, 2));
        Assert.Equal(expected, Draw(three, 100_003, 1, 2));
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void They_have_the_moments_of_the_normal_distribution(int lanes)
    {
        float[] x = Draw(Widths.Get(lanes), Many, 1, 2);
        AssertMean(0, 1, x, value => value);
        AssertMean(1, Math.Sqrt(2), x, value => value * value);
        AssertMean(0, Math.Sqrt(15), x, value => value * value * value);
        AssertMean(3, Math.Sqrt(96), x, value => value * value * value * value);
        AssertMean(0.6826895, 0.4655, x, value => Math.Abs(value) < 1 ? 1 : 0);
        AssertMean(0.0026998, 0.0519, x, value => Math.Abs(value) > 3 ? 1 : 0);
        Assert.InRange(x.Max(), 4.2f, 6.8f);
        Assert.InRange(x.Min(), -6.8f, -4.2f);
    }

    // Numbers from one pair of words lie 16 apart, those of one block 32, and groups of words 64.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(64)]
    public void Neighbours_have_nothing_to_do_with_each_other(int apart)
    {
        float[] x = Draw(Widths.Get(Widths.Widest), Many, 1, 2);
        AssertUnrelated(x[..^apart], x[apart..]);
    }

    [Fact]
    public void Neither_have_streams_and_seeds()
    {
        Device device = Widths.Get(Widths.Widest);
        float[] x = Draw(device, Many, 1, 1UL << 62);
        AssertUnrelated(x, Draw(device, Many, 1, (1UL << 62) + 1));
        AssertUnrelated(x, Draw(device, Many, 2, 1UL << 62));
    }

    private static float[] Draw(Device device, int count, ulong seed, ulong stream)
    {
        using Storage storage = device.Allocate(count);
        device.FillNormal(storage.All, seed, stream);
        float[] values = new float[count];
        device.Read(storage.All, values);
        return values;
    }

    // Products of the numbers and of their squares: what Box and Muller's pairs would show.
    private static void AssertUnrelated(float[] x, float[] y)
    {
        Assert.NotEqual(x, y);
        AssertMean(0, 1, [.. x.Zip(y, (a, b) => a * b)], value => value);
        AssertMean(0, 2, [.. x.Zip(y, (a, b) => ((a * a) - 1) * ((b * b) - 1))], value => value);
    }

    // Five standard deviations of the mean.
    private static void AssertMean(double expected, double deviation, float[] x, Func<double, double> function) =>
        Assert.Equal(expected, x.Average(value => function(value)), 5 * deviation / Math.Sqrt(x.Length));
}
