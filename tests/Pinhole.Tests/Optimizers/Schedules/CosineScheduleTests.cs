using Pinhole.Optimizers.Schedules;

namespace Pinhole.Tests.Optimizers.Schedules;

public class CosineScheduleTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 0.85355339059327)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.75, 0.14644660940673)]
    [InlineData(1, 0)]
    public void The_cosine_falls_from_one_to_zero(double progress, double expected) =>
        Assert.Equal(expected, new CosineSchedule().Factor(progress, []), 1e-12);

    [Fact]
    public void It_falls_as_in_PyTorch() => ScheduleGoldens.AssertSteps("cosine", new CosineSchedule());

    [Fact]
    public void After_a_warm_up_it_falls_in_the_steps_that_are_left() =>
        ScheduleGoldens.AssertSteps("cosine after warm-up", new CosineSchedule { WarmUp = 8.0 / 40 });
}
