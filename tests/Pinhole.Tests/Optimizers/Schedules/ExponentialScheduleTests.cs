using Pinhole.Optimizers.Schedules;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Optimizers.Schedules;

public class ExponentialScheduleTests
{
    [Fact]
    public void It_falls_from_epoch_to_epoch_as_in_PyTorch() =>
        ScheduleGoldens.AssertEpochs("exponential", new ExponentialSchedule { Decay = 0.9, Epochs = 1 });

    [Fact]
    public void A_decay_may_take_several_epochs() =>
        Assert.Equal(Math.Sqrt(0.5), new ExponentialSchedule { Decay = 0.5, Epochs = 4 }.Factor(0.9, [1, 2]), 1e-12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.0 / 3, 0.1)]
    [InlineData(0.5, 0.0316227766)]
    public void By_itself_it_falls_to_a_thousandth_over_the_run(double progress, double expected) =>
        Assert.Equal(expected, new ExponentialSchedule().Factor(progress, []), 1e-9);

    [Fact]
    public void Settings_that_cannot_work_are_refused()
    {
        new ExponentialSchedule().Validate();
        Refusal.Says(() => new ExponentialSchedule { Decay = 0 }.Validate(), "decay of 0");
        Refusal.Says(() => new ExponentialSchedule { Epochs = -1 }.Validate(), "a decay every -1 epochs");
    }
}
