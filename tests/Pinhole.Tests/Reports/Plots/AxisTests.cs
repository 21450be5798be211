using Pinhole.Reports.Plots;

namespace Pinhole.Tests.Reports.Plots;

public class AxisTests
{
    [Fact]
    public void A_linear_axis_goes_from_one_round_number_to_another()
    {
        Axis axis = Axis.Linear(0.13, 0.87);
        Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], axis.Ticks.Select(tick => tick.Label));
        Assert.Equal(0.5, axis.Position(0.5), 1e-12);
    }

    [Fact]
    public void Values_beyond_a_factor_of_ten_get_a_logarithmic_axis()
    {
        Axis axis = Axis.Fitting([3, double.NaN, 70, 8]);
        Assert.Equal(["2", "5", "10", "20", "50", "100"], axis.Ticks.Select(tick => tick.Label));
        Assert.Equal(axis.Position(20) - axis.Position(10), axis.Position(10) - axis.Position(5), 1e-12);
        Assert.Equal(
            ["1e−8", "1e−6", "0.0001", "0.01", "1", "100"],
            Axis.Fitting([1e-8, 100]).Ticks.Select(tick => tick.Label)
        );
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(5, "1 2 3 4 5")]
    [InlineData(50, "1 10 20 30 40 50")]
    public void Epochs_are_whole_numbers_from_one(int last, string labels) =>
        Assert.Equal(labels, string.Join(' ', Axis.Numbers(last).Ticks.Select(tick => tick.Label)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(-3e9, -3e9)]
    [InlineData(1e300, 1.1e300)]
    [InlineData(-1e-300, 1e-300)]
    public void Odd_ranges_still_give_ticks_in_order(double minimum, double maximum)
    {
        Axis axis = Axis.Linear(minimum, maximum);
        Assert.InRange(axis.Ticks.Count, 2, 20);
        Assert.InRange(axis.Position(minimum), -1e-9, 1 + 1e-9);
        Assert.InRange(axis.Position(maximum), -1e-9, 1 + 1e-9);
        Assert.Equal(axis.Ticks.Select(tick => tick.Value).Order().Distinct(), axis.Ticks.Select(tick => tick.Value));
    }

    [Fact]
    public void A_few_points_far_out_do_not_make_the_rest_a_speck()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0), 500];
        Axis axis = Axis.ForPoints(values);
        Assert.InRange(axis.Maximum, 1, 2);
        Assert.False(axis.Holds(500));
    }
}
