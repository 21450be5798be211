using Pinhole.Optimizers;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Optimizers;

public class LearningRateScheduleTests
{
    [Fact]
    public void A_constant_stays() => Assert.Equal(1, new ConstantSchedule().Factor(0.7, [3, 2, 1]));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 0.85355339059327)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.75, 0.14644660940673)]
    [InlineData(1, 0)]
    public void The_cosine_falls_from_one_to_zero(double progress, double expected) =>
        Assert.Equal(expected, new CosineSchedule().Factor(progress, []), 1e-12);

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
    public void Every_name_gives_a_schedule_and_others_are_refused_with_the_nearest()
    {
        Assert.Equal(
            [typeof(ConstantSchedule), typeof(CosineSchedule), typeof(PlateauSchedule)],
            LearningRateSchedule.Names.Select(name => LearningRateSchedule.Create(name).GetType()));
        Refusal.Says(() => LearningRateSchedule.Create("cosin"), "unknown schedule 'cosin'", "did you mean 'cosine'?", "plateau");
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
