using Pinhole.Engine.Kernels;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Recipes;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Recipes;

public sealed class RecipeTests
{
    private const string Text = """
        {
          "title": "A small one",
          "data": { "name": "digits", "trainRows": 50, "testRows": 20 },
          "measure": { "kind": "squared-error" },
          "published": { "figure": 3, "source": "somebody" },
          "goal": 4,
          "remarks": "None.",
          "model": { "latent": 5, "network": { "kind": "dense", "hidden": [20], "activation": "relu" } },
          "training": { "epochs": 7, "optimizer": { "name": "sgd", "momentum": 0.5 } },
          "quick": { "goal": 40, "training": { "epochs": 1 } },
          "full": { "training": { "epochs": 70 } }
        }
        """;

    [Fact]
    public void What_a_recipe_leaves_out_is_as_it_is_without_a_recipe()
    {
        Recipe recipe = Recipe.Parse("small", Text);
        Assert.Equal(
            ("small", "A small one", 4.0, 3.0),
            (recipe.Name, recipe.Title, recipe.Goal, recipe.Published!.Figure)
        );
        RecipeRun run = Assert.Single(recipe.Runs);
        Assert.Equal(
            ("", 5, 7, null, 1UL),
            (
                run.Name,
                run.Experiment.Model.Latent,
                run.Experiment.Training.Epochs,
                run.Experiment.Training.BatchSize,
                run.Experiment.Seed
            )
        );
        DenseNetwork network = Assert.IsType<DenseNetwork>(run.Experiment.Model.Network);
        Assert.Equal([20], network.Hidden!);
        Assert.Equal((Activation.Relu, Normalization.None), (network.Activation, network.Normalization));
        SgdOptions sgd = Assert.IsType<SgdOptions>(run.Experiment.Training.Optimizer);
        Assert.Equal((0.5, new SgdOptions().LearningRate), (sgd.Momentum, sgd.LearningRate));
        Assert.IsType<CosineSchedule>(run.Experiment.Training.Schedule);
    }

    [Fact]
    public void Variants_change_what_they_name()
    {
        Recipe quick = Recipe.Parse("small", Text, RecipeVariant.Quick),
            full = Recipe.Parse("small", Text, RecipeVariant.Full);
        Assert.Equal(
            (RecipeVariant.Quick, 40.0, 1),
            (quick.Variant, quick.Goal, quick.Runs[0].Experiment.Training.Epochs)
        );
        Assert.Equal((RecipeVariant.Full, 4.0, 70), (full.Variant, full.Goal, full.Runs[0].Experiment.Training.Epochs));
        string plain = Text.Replace(
            "\"full\": { \"training\": { \"epochs\": 70 } }",
            "\"seeds\": null",
            StringComparison.Ordinal
        );
        Assert.Equal(
            "the recipe small has no full variant; choose another one",
            Assert.Throws<InputException>(() => Recipe.Parse("small", plain, RecipeVariant.Full)).Message
        );
    }

    [Fact]
    public void The_fingerprint_of_the_settings_is_that_of_what_figures_depend_on()
    {
        string settings = Recipe.Parse("small", Text).Settings;
        Assert.Matches("^[0-9a-f]{16}$", settings);
        string Changed(string from, string to) =>
            Recipe.Parse("small", Text.Replace(from, to, StringComparison.Ordinal)).Settings;
        Assert.Equal(settings, Changed("None.", "Some."));
        Assert.Equal(settings, Changed("\"goal\": 4,", "\"goal\": 5,"));
        Assert.Equal(settings, Changed("\"epochs\": 1 ", "\"epochs\": 2 "));
        Assert.NotEqual(settings, Changed("\"epochs\": 7", "\"epochs\": 8"));
        Assert.NotEqual(settings, Changed("\"testRows\": 20", "\"testRows\": 30"));
        Assert.NotEqual(settings, Recipe.Parse("small", Text, RecipeVariant.Quick).Settings);
    }

    [Fact]
    public void Runs_and_seeds_multiply()
    {
        Recipe recipe = Recipe.Parse(
            "small",
            Text.Replace(
                "\"goal\": 4,",
                """
                "goal": 4,
                "seeds": [3, 9],
                "runs": [
                  { "name": "plain", "series": "one", "at": 2.5 },
                  { "name": "Sparse & all", "model": { "bottleneck": { "kind": "topk", "units": 2 } },
                     "training": { "pretraining": { "kind": "rbm", "epochs": 2 } } }
                ],
                """,
                StringComparison.Ordinal
            )
        );
        Assert.Equal(
            ["plain, seed 3", "plain, seed 9", "Sparse & all, seed 3", "Sparse & all, seed 9"],
            recipe.Runs.Select(run => run.Name)
        );
        Assert.Equal([3UL, 9UL, 3UL, 9UL], recipe.Runs.Select(run => run.Experiment.Seed));
        Assert.Equal(
            ("sparse-all-seed-9", "Sparse & all", null, null),
            (recipe.Runs[3].FolderName, recipe.Runs[3].Variation, recipe.Runs[3].Series, recipe.Runs[3].At)
        );
        Assert.Equal(("one", 2.5), (recipe.Runs[1].Series, recipe.Runs[1].At));
        Assert.IsType<DeterministicBottleneck>(recipe.Runs[0].Experiment.Model.Bottleneck);
        Assert.Equal(new TopKBottleneck(2), recipe.Runs[3].Experiment.Model.Bottleneck);
        Assert.Equal(new RbmPretraining { Epochs = 2 }, recipe.Runs[3].Experiment.Training.Pretraining);
    }

    [Theory]
    [InlineData(
        "\"goal\": 4",
        "\"gaol\": 4",
        "the recipe small cannot be read: The JSON property 'gaol' could not be mapped"
    )]
    [InlineData("\"relu\"", "\"relo\"", "the recipe small cannot be read: The JSON value could not be converted")]
    [InlineData(
        "squared-error",
        "cubic-error",
        "the recipe small cannot be read: Read unrecognized type discriminator id 'cubic-error'"
    )]
    [InlineData("\"latent\": 5", "\"latent\": 0", "a latent of 0 numbers is not possible")]
    [InlineData("\"latent\": 5, ", "", "the model of a recipe has no latent; give its size")]
    [InlineData("\"sgd\"", "\"sgt\"", "unknown optimizer 'sgt'; did you mean 'sgd'?")]
    [InlineData("digits", "digit", "unknown data 'digit'; did you mean 'digits'?")]
    [InlineData("\"trainRows\": 50, ", "", "generated rows need numbers of training and test rows")]
    [InlineData("\"trainRows\": 50", "\"trainRows\": 2", "2 rows to train on and 20 to measure on are not possible")]
    [InlineData("\"goal\": 4", "\"seeds\": []", "the recipe small trains nothing")]
    [InlineData(
        "\"goal\": 4",
        "\"runs\": [{ \"name\": \"a\" }, { \"name\": \"a\" }]",
        "two runs of the recipe small have the same name"
    )]
    [InlineData("{", "", "the recipe small cannot be read: ")]
    public void Mistakes_are_told(string right, string wrong, string message)
    {
        int place = Text.IndexOf(right, StringComparison.Ordinal);
        string text = string.Concat(Text.AsSpan(0, place), wrong, Text.AsSpan(place + right.Length));
        Assert.StartsWith(
            message,
            Assert.Throws<InputException>(() => Recipe.Parse("small", text)).Message,
            StringComparison.Ordinal
        );
    }
}
