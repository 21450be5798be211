using Pinhole.Optimizers.Schedules;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Optimizers.Schedules;

public class StepScheduleTests
{
    [Fact]
    public void Every_so_many_epochs_it_is_cut_as_in_PyTorch() =>
        ScheduleGoldens.AssertEpochs("step", new StepSchedule { Decay = 0.3, Epochs = 3 });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.33, 1)]
    [InlineData(1.0 / 3, 0.1)]
    [InlineData(0.6, 0.1)]
    [InlineData(2.0 / 3, 0.01)]
    [InlineData(0.999, 0.01)]
    public void By_itself_it_is_cut_after_each_third_of_the_run(double progress, double expected) =>
        Assert.Equal(expected, new StepSchedule().Factor(progress, [1, 2, 3]), 1e-12);

    [Fact]
    public void Settings_that_cannot_work_are_refused()
    {
        new StepSchedule().Validate();
        Refusal.Says(() => new StepSchedule { Decay = 1 }.Validate(), "decay of 1");
        Refusal.Says(() => new StepSchedule { Decay = double.NaN }.Validate(), "decay of NaN");
        Refusal.Says(() => new StepSchedule { Epochs = 0 }.Validate(), "a decay every 0 epochs");
    }
}
