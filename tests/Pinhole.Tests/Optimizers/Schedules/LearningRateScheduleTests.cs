using Pinhole.Optimizers.Schedules;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Tests.Training;
using Pinhole.Training;

namespace Pinhole.Tests.Optimizers.Schedules;

public class LearningRateScheduleTests
{
    public static TheoryData<string> Names => [.. LearningRateSchedule.Names];

    [Fact]
    public void Every_name_gives_a_schedule_and_others_are_refused_with_the_nearest()
    {
        Assert.Equal(
            [
                typeof(ConstantSchedule),
                typeof(StepSchedule),
                typeof(ExponentialSchedule),
                typeof(CosineSchedule),
                typeof(PlateauSchedule),
            ],
            LearningRateSchedule.Names.Select(name => LearningRateSchedule.Create(name).GetType())
        );
        Refusal.Says(
            () => LearningRateSchedule.Create("cosin"),
            "unknown schedule 'cosin'",
            "did you mean 'cosine'?",
            "plateau"
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_warm_up_begins_at_zero_and_that_of_all_steps_is_refused(string name)
    {
        LearningRateSchedule schedule = LearningRateSchedule.Create(name) with { WarmUp = 0.5 };
        schedule.Validate();
        Assert.Equal(0, schedule.Factor(0, []));
        Assert.Equal(0.5, schedule.Factor(0.25, []), 1e-12);
        Assert.Equal(1, schedule.Factor(0.5, []), 1e-12);
        Refusal.Says(() => (schedule with { WarmUp = 1 }).Validate(), "a warm-up of 1 of all steps");
        Refusal.Says(() => (schedule with { WarmUp = double.NaN }).Validate(), "a warm-up of NaN");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_that_is_stopped_and_resumed_keeps_its_schedule(string name) =>
        Resumption.AssertSameBits(
            Pinhole.Models.Presets.Vanilla(3),
            SmallData.Smooth(60, 12),
            new TrainingOptions
            {
                Epochs = 4,
                BatchSize = 10,
                Schedule = LearningRateSchedule.Create(name) with { WarmUp = 0.3 },
            },
            progress => progress.Step < 8
        );
}
