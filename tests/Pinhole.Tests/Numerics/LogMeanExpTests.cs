using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public class LogMeanExpTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-10_000)]
    [InlineData(10_000)]
    public void Values_far_beyond_the_exponent_are_averaged(double offset)
    {
        LogMeanExp mean = new();
        foreach (double value in new[] { 1, 3, -2, 3, 0.5 })
            mean.Add(offset + value);
        double expected = offset + Math.Log((Math.E + (2 * Math.Exp(3)) + Math.Exp(-2) + Math.Exp(0.5)) / 5);
        Assert.Equal(expected, mean.Value, 1e-9);
    }

    [Fact]
    public void What_is_impossible_counts_as_nothing()
    {
        LogMeanExp mean = new();
        mean.Add(double.NegativeInfinity);
        Assert.Equal(double.NegativeInfinity, mean.Value);
        mean.Add(0);
        mean.Add(double.NegativeInfinity);
        Assert.Equal(-Math.Log(3), mean.Value, 1e-12);
    }
}
