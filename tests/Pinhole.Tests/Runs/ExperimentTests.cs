using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Regularizers;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Recipes;
using Pinhole.Runs;
using Pinhole.Tests.Data;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Runs;

public class ExperimentTests
{
    [Fact]
    public void What_is_left_out_is_as_in_a_new_experiment()
    {
        Experiment read = Experiment.Parse("{ \"data\": \"digits\" } // all else is usual");
        Assert.Equal(new Experiment { Data = "digits" }, read);
        Assert.Equal(("deep", null, 1UL), (read.Model.Preset, read.Model.Latent, read.Seed));
        Experiment variational = Experiment.Parse(
            """{ "data": "x.csv", "model": { "preset": "beta-vae", "latent": 3 }, "training": { "epochs": 4 } }"""
        );
        Assert.Equal(Presets.Create("beta-vae", 3), variational.Model);
        Assert.Equal(new TrainingOptions { Epochs = 4 }, variational.Training);
    }

    [Fact]
    public void An_experiment_comes_back_from_its_text_with_all_that_is_set()
    {
        Experiment experiment = new()
        {
            Data = "cells.csv",
            DataOptions = new DataOptions
            {
                Labels = "kind",
                Ignore = ["a", "b"],
                ImageSize = new ImageSize(8, 6),
                Color = ImageColor.Grey,
                Patch = new PatchSize(4, 4, 2),
                Memory = 1 << 20,
                Seed = 9,
            },
            FirstRows = 20,
            Binarize = true,
            Model = Presets.Create("vae", 3) with
            {
                Network = new DenseNetwork([7, 5], Activation.Tanh, Dropout: 0.25, DecoderHidden: []),
                Bottleneck = new GaussianBottleneck(2, BetaSchedule.Linear, 70, 0.1),
                Corruption = new SaltAndPepperCorruption(0.2, Emphasis: new Emphasis(2, 1)),
                Regularizers = [new L2Regularizer(1e-3), new ContractiveRegularizer(0.1)],
                Preprocess = "log1p,clip=5",
            },
            Training = new TrainingOptions
            {
                Epochs = 3,
                Optimizer = new SgdOptions { LearningRate = 1.0 / 3, Momentum = 0.5 },
                Schedule = new PlateauSchedule { WarmUp = 0.05, Patience = 2 },
                Pretraining = new StackedPretraining { Corruption = new MaskingCorruption(0.1) },
            },
            Seed = ulong.MaxValue,
        };
        string text = experiment.ToJson();
        Experiment read = Experiment.Parse(text);
        Assert.Null(experiment.Difference(read));
        Assert.Equal(text, read.ToJson());
        Assert.Equal(ulong.MaxValue, read.Seed);
        Assert.Equal(1.0 / 3, read.Training.Optimizer.LearningRate);
        Assert.Contains("\n  \"data\": \"cells.csv\",\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "is not an experiment")]
    [InlineData("{}", "its data is missing")]
    [InlineData("""{ "data": "" }""", "has no data")]
    [InlineData("""{ "data": "x", "sead": 1 }""", "there is no setting sead")]
    [InlineData("""{ "data": "x", "model": { "latant": 1 } }""", "there is no setting model.latant")]
    [InlineData("""{ "data": "x", "training": { "seed": 1 } }""", "write it outside of training")]
    [InlineData("""{ "data": "x", "training": { "epochs": "many" } }""", "training.epochs has a value of the wrong")]
    [InlineData("""{ "data": "x", "training": { "epochs": 0 } }""", "0 epochs are not possible")]
    [InlineData("""{ "data": "x", "model": { "preset": "vea" } }""", "did you mean 'vae'?")]
    [InlineData("""{ "data": "x", "model": { "bottleneck": { "kind": "none" } } }""", "model.bottleneck")]
    [InlineData("""{ "data": "x", "model": { "preset": 3 } }""", "a name in it is not text")]
    [InlineData("""{ "data": "x", "seed": 1, "seed": 2 }""", "has a setting twice")]
    [InlineData("""{ "data": "x", "firstRows": 0 }""", "the first 0 rows")]
    [InlineData("""{ "data": "x", "dataOptions": { "rows": 0 } }""", "0 rows cannot be generated")]
    [InlineData("""{ "data": "x", "training": { "optimizer": { "name": "adman" } } }""", "unknown optimizer 'adman'")]
    public void What_cannot_be_is_refused_in_one_line(string text, string expected)
    {
        InputException refused = Assert.Throws<InputException>(() => Experiment.Parse(text, "my.json"));
        Assert.StartsWith("my.json ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void What_a_preset_has_and_an_experiment_has_not_stays_away()
    {
        Experiment experiment = new() { Data = "digits", Model = Presets.Create("vanilla", 3, [8]) };
        Assert.Null(((DenseNetwork)Experiment.Parse(experiment.ToJson()).Model.Network).Depth);
        Experiment own = experiment with
        {
            Model = experiment.Model with { Preset = "mine", Network = new ConvolutionalNetwork([4], Kernel: 5) },
        };
        Assert.Null(own.Difference(Experiment.Parse(own.ToJson())));
    }

    [Fact]
    public void Two_seeds_are_refused_and_a_password_is_not_written()
    {
        Experiment two = new()
        {
            Data = "digits",
            Training = new TrainingOptions { Seed = 7 },
        };
        Refusal.Says(two.Validate, "the seed 1", "the seed 7");
        (two with { Seed = 7 }).Validate();

        Experiment secret = new() { Data = "postgresql://me:secret@host/db?table=t" };
        Assert.DoesNotContain("secret", secret.ToJson(), StringComparison.Ordinal);
        Assert.Contains("host", secret.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_is_told_with_both_values()
    {
        Experiment experiment = new() { Data = "digits" };
        Assert.Equal(
            "training.clipNorm 0, not 9",
            experiment.Difference(experiment with { Training = new TrainingOptions { ClipNorm = 9 } })
        );
        Assert.Equal(
            "model.latent left out, not 4",
            experiment.Difference(experiment with { Model = Presets.Create("deep", 4) })
        );
    }

    // The rows that a recipe trains on, and those that its experiments open by themselves.
    [Fact]
    public void The_experiments_of_recipes_open_the_rows_of_the_recipes()
    {
        foreach (string name in RecipeBook.Names)
        {
            Recipe recipe = RecipeBook.Read(name, RecipeVariant.Quick);
            if (recipe.Data.TrainRows > 3000)
                recipe = recipe with { Data = recipe.Data with { TrainRows = 100, TestRows = 50 } };
            Dataset expected = recipe.Data.Open(null).Train;
            AutoencoderOptions model = recipe.Runs[0].Experiment.Model;
            Dataset opened = recipe.Data.Describe(model, recipe.Training, seed: 77).Open();
            Assert.Equal(Fingerprint.Of(expected), Fingerprint.Of(opened));
        }
    }
}
