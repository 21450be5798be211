using Pinhole.Training;

namespace Pinhole.Tests.Training;

public class TrainingProgressTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(25, 10, 30)]
    [InlineData(100, 10, 0)]
    public void The_rest_takes_as_long_a_step_as_what_is_done(long step, double elapsed, double remaining) =>
        Assert.Equal(remaining, At(1, step, TimeSpan.FromSeconds(elapsed)).Remaining.TotalSeconds, 1e-9);

    private static TrainingProgress At(int epoch, long step, TimeSpan elapsed) =>
        new(epoch, 4, step, 100, 1, false, null, 1e-3, elapsed, 1);
}
