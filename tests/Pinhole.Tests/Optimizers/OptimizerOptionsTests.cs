using Pinhole.Optimizers;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Optimizers;

public class OptimizerOptionsTests
{
    [Fact]
    public void Every_name_gives_an_optimizer_and_others_are_refused_with_the_nearest()
    {
        Assert.Equal(["adam", "adamw", "sgd", "rmsprop"], OptimizerOptions.Family.Names);
        Assert.Equal(
            4,
            OptimizerOptions
                .Family.Names.Select(name => OptimizerOptions.Family.Create(name).GetType())
                .Distinct()
                .Count()
        );
        Refusal.Says(
            () => OptimizerOptions.Family.Create("adm"),
            "unknown optimizer 'adm'",
            "did you mean 'adam'?",
            "rmsprop"
        );
    }

    [Fact]
    public void The_usual_settings_pass()
    {
        foreach (string name in OptimizerOptions.Family.Names)
            OptimizerOptions.Family.Create(name).Validate();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_cannot_work_is_refused(double rate)
    {
        foreach (string name in OptimizerOptions.Family.Names)
            Refusal.Says(
                () => (OptimizerOptions.Family.Create(name) with { LearningRate = rate }).Validate(),
                "learning rate",
                "0.001"
            );
    }

    [Fact]
    public void Decays_and_constants_that_cannot_work_are_refused()
    {
        Refusal.Says(() => new AdamOptions { Beta1 = 1 }.Validate(), "β₁ of 1");
        Refusal.Says(() => new AdamOptions { Beta2 = -0.1 }.Validate(), "β₂ of -0.1");
        Refusal.Says(() => new AdamWOptions { Beta2 = double.NaN }.Validate(), "β₂ of NaN");
        Refusal.Says(() => new AdamWOptions { Epsilon = 0 }.Validate(), "ε of 0");
        Refusal.Says(() => new AdamWOptions { WeightDecay = -1 }.Validate(), "weight decay of -1");
        Refusal.Says(() => new SgdOptions { Momentum = 1 }.Validate(), "momentum of 1");
        Refusal.Says(() => new SgdOptions { WeightDecay = double.PositiveInfinity }.Validate(), "weight decay of");
        Refusal.Says(() => new RmsPropOptions { Decay = 1.5 }.Validate(), "ρ of 1.5");
        Refusal.Says(() => new RmsPropOptions { Epsilon = -1 }.Validate(), "ε of -1");
    }
}
