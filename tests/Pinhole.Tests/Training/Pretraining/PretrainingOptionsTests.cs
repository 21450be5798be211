using Pinhole.Tests.Data;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Training.Pretraining;

public class PretrainingOptionsTests
{
    [Fact]
    public void Every_name_makes_one()
    {
        Assert.Equal(
            [typeof(StackedPretraining), typeof(RbmPretraining)],
            PretrainingOptions.Names.Select(name => PretrainingOptions.Create(name).GetType())
        );
        Refusal.Says(() => PretrainingOptions.Create("rmb"), "unknown pretraining 'rmb'", "did you mean 'rbm'?");
    }

    [Fact]
    public void What_cannot_work_is_refused()
    {
        Refusal.Says(
            () => new TrainingOptions { Pretraining = new StackedPretraining { Epochs = 0 } }.Validate(),
            "0 epochs of pretraining"
        );
        Refusal.Says(() => new RbmPretraining { LearningRate = 0 }.Validate(), "learning rate of 0");
        Refusal.Says(() => new RbmPretraining { LinearLearningRate = double.NaN }.Validate(), "learning rate of NaN");
        Refusal.Says(() => new RbmPretraining { Momentum = 1 }.Validate(), "momentum of 1");
        Refusal.Says(() => new RbmPretraining { WeightDecay = -1 }.Validate(), "weight decay of -1");
    }
}
