using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Tests.Data.Preprocessing;

public sealed class StandardizeTests
{
    [Fact]
    public void Mean_and_deviation_are_those_of_the_textbook()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, deviation 2 over all rows.
        Standardize fitted = Standardize.Fit(Dataset.FromRows([2, 4, 4, 4, 5, 5, 7, 9], 1));

        Assert.Equal(5f, fitted.Offset[0]);
        Assert.Equal(2f, fitted.Scale[0]);
        float[] row = [9];
        fitted.ApplyInPlace(row);
        Assert.Equal(2f, row[0]);
    }

    [Fact]
    public void A_large_mean_does_not_swallow_a_small_deviation()
    {
        // Sums of squares in float32, and the naive formula in double, would lose it.
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => 1e6f + i % 2)];
        Standardize fitted = Standardize.Fit(Dataset.FromRows(values, 1));

        Assert.Equal(1000000.5f, fitted.Offset[0]);
        Assert.Equal(0.5, fitted.Scale[0], 1e-9);
    }

    [Fact]
    public void The_largest_numbers_do_not_overflow()
    {
        Standardize fitted = Standardize.Fit(Dataset.FromRows([-3e38f, 3e38f, 3e38f, 3e38f], 1));
        float[] row = [-3e38f];
        fitted.ApplyInPlace(row);
        // One of n values apart from the rest lies √(n − 1) deviations from the mean.
        Assert.Equal(-Math.Sqrt(3), row[0], 1e-6);
    }

    [Fact]
    public void A_constant_column_is_shifted_and_not_scaled()
    {
        Standardize fitted = Standardize.Fit(Dataset.FromRows([0.1f, 0.1f, 0.1f], 1));
        Assert.Equal(1f, fitted.Scale[0]);
        Assert.Equal(0.1f, fitted.Offset[0]);
    }
}
