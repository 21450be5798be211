using Pinhole.Optimizers.Schedules;

namespace Pinhole.Tests.Optimizers.Schedules;

public class ConstantScheduleTests
{
    [Fact]
    public void A_constant_stays() => ScheduleGoldens.AssertSteps("constant", new ConstantSchedule());

    [Fact]
    public void It_can_be_warmed_up_to()
    {
        ConstantSchedule schedule = new() { WarmUp = 0.2 };
        Assert.Equal(0, schedule.Factor(0, []));
        Assert.Equal(0.25, schedule.Factor(0.05, []), 1e-12);
        Assert.Equal(1, schedule.Factor(0.2, [1, 2]));
        Assert.Equal(1, schedule.Factor(0.9, [1, 2]));
    }
}
