using Pinhole.Evaluation;

namespace Pinhole.Tests.Evaluation;

public class ReconstructionErrorTests
{
    [Fact]
    public void Two_rows_worked_by_hand()
    {
        ReconstructionError error = new();

        Assert.Equal(5, error.Add([1, 2, 3], [1, 4, 2]));
        Assert.Equal(1, error.Add([0, 0, 0], [0, 0, -1]));

        ReconstructionMetrics metrics = error.Result(dataRange: 10);
        Assert.Equal(2, metrics.Rows);
        Assert.Equal(1, metrics.Mse);
        Assert.Equal(4.0 / 6, metrics.Mae, 12);
        Assert.Equal(1, metrics.Rmse);
        Assert.Equal(20, metrics.Psnr!.Value, 12);
        Assert.Equal(3, metrics.SquaredErrorPerSample);
    }

    [Theory]
    [InlineData(0f, 1)]
    [InlineData(1f, 0)]
    public void A_signal_to_noise_ratio_that_is_not_finite_is_left_out(float reconstruction, double dataRange)
    {
        ReconstructionError error = new();
        error.Add([0], [reconstruction]);

        Assert.Null(error.Result(dataRange).Psnr);
    }

    [Fact]
    public void Many_small_errors_keep_their_sum()
    {
        ReconstructionError error = new();
        for (int row = 0; row < 100_000; row++)
            error.Add([1f], [row == 0 ? 1001f : 1.001f]);

        double small = Math.Pow((double)1.001f - 1, 2);
        Assert.Equal((1e6 + (99_999 * small)) / 100_000, error.Result(1).Mse, 1e-9);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        ReconstructionError error = new();
        Assert.Throws<ArgumentException>(() => error.Add([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => error.Add([], []));
        Assert.Throws<InvalidOperationException>(() => error.Result(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => error.Result(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => error.Result(double.NaN));
    }
}
