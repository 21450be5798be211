using Pinhole.Optimizers.Schedules;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Optimizers.Schedules;

public class PlateauScheduleTests
{
    [Theory]
    [InlineData(new double[0], 1)]
    [InlineData(new double[] { 5, 4, 4, 4 }, 1)]
    [InlineData(new double[] { 5, 4, 4, 4, 4 }, 0.5)]
    [InlineData(new double[] { 5, 4, 4, 4, 4, 4, 4 }, 0.5)]
    [InlineData(new double[] { 5, 4, 4, 4, 4, 4, 4, 4 }, 0.25)]
    [InlineData(new double[] { 5, 4, 6, 6, 3, 6, 6 }, 1)]
    [InlineData(new double[] { 5, 6, 6, 6, 4, 6, 6, 6 }, 0.25)]
    [InlineData(new double[] { 5, double.NaN, double.NaN, double.NaN }, 0.5)]
    public void The_plateau_cuts_after_more_than_its_patience_without_a_better_loss(double[] losses, double expected) =>
        Assert.Equal(expected, new PlateauSchedule { Patience = 2, Cut = 0.5 }.Factor(0.5, losses));

    [Fact]
    public void It_cuts_as_in_PyTorch()
    {
        double[] losses = ScheduleGoldens.Read("losses"),
            expected = ScheduleGoldens.Read("plateau");
        for (int epoch = 0; epoch < losses.Length; epoch++)
            Assert.Equal(
                expected[epoch],
                new PlateauSchedule { Patience = 2 }.Factor(0.5, losses.AsSpan(0, epoch + 1))
            );
    }

    [Fact]
    public void A_plateau_that_cannot_work_is_refused()
    {
        new PlateauSchedule().Validate();
        Refusal.Says(() => new PlateauSchedule { Cut = 0 }.Validate(), "cut of 0");
        Refusal.Says(() => new PlateauSchedule { Cut = 2 }.Validate(), "cut of 2");
        Refusal.Says(() => new PlateauSchedule { Patience = -1 }.Validate(), "patience of -1");
    }
}
