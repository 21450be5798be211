using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class LimitedMemoryBfgsTests
{
    [Fact]
    public void A_long_valley_is_walked_to_its_lowest_point()
    {
        double Valley(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double value = 0;
            for (int i = 0; i < point.Length; i++)
            {
                double distance = point[i] - i,
                    steepness = Math.Pow(3, i);
                value += steepness * distance * distance;
                gradient[i] = 2 * steepness * distance;
            }

            return value;
        }

        double[] point = new double[9];
        LimitedMemoryBfgs.MinimizeInPlace(Valley, point, 1e-9, 200);
        for (int i = 0; i < point.Length; i++)
            Assert.Equal(i, point[i], 1e-8);
    }

    [Fact]
    public void It_stays_where_the_ground_is_flat_or_no_step_helps()
    {
        double[] point = [1, 2];
        LimitedMemoryBfgs.MinimizeInPlace(
            (_, gradient) =>
            {
                gradient.Clear();
                return 7;
            },
            point,
            1e-9,
            10
        );
        Assert.Equal([1, 2], point);
        LimitedMemoryBfgs.MinimizeInPlace(
            (_, gradient) =>
            {
                gradient.Fill(1);
                return 7;
            },
            point,
            1e-9,
            10
        );
        Assert.Equal([1, 2], point);
    }
}
