using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public class TrainingOptionsTests
{
    [Fact]
    public void The_defaults_pass() => new TrainingOptions().Validate();

    [Fact]
    public void What_cannot_work_is_refused_with_a_reason()
    {
        Refuses(new() { Epochs = 0 }, "0 epochs");
        Refuses(new() { BatchSize = 0 }, "batch of 0");
        Refuses(new() { ValidationShare = 1 }, "validation share of 1");
        Refuses(new() { ValidationShare = -0.1 }, "validation share of -0.1");
        Refuses(new() { ValidationShare = double.NaN }, "validation share of NaN");
        Refuses(new() { Patience = -1 }, "patience of -1");
        Refuses(new() { ClipNorm = -1 }, "gradient length of -1");
        Refuses(new() { ClipNorm = double.PositiveInfinity }, "gradient length of");
        Refuses(new() { Optimizer = new SgdOptions { LearningRate = 0 } }, "learning rate of 0");
        Refuses(new() { Schedule = new PlateauSchedule { Patience = -2 } }, "patience of -2");
    }

    private static void Refuses(TrainingOptions options, string reason) => Refusal.Says(options.Validate, reason);
}
