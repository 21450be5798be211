using Pinhole.Data;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models;

public class ConditionTests
{
    private static readonly Dataset Labelled = Dataset.FromRows(
        [0, 0, 1, 1, 0, 1],
        2,
        labels: [2, 0, 1],
        classNames: ["red", "green", "blue"]
    );
    private static readonly Dataset Context = Dataset.FromRows([30, 1, 50, 0, 40, 1], 2, columnNames: ["age", "sex"]);

    [Fact]
    public void A_class_is_one_number_among_as_many_as_there_are_classes()
    {
        using Autoencoder model = Create(new Condition(Labels: true), Labelled);

        Assert.Equal(3, model.ConditionSize);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], model.Conditions(Labelled));
        Assert.Equal([0, 1, 0], model.ConditionOf("green"));
    }

    [Fact]
    public void Classes_are_known_by_their_names_whatever_their_order()
    {
        using Autoencoder model = Create(new Condition(Labels: true), Labelled);

        Assert.Equal([0, 0, 1], model.Conditions(Dataset.FromRows([0, 1], 2, labels: [0], classNames: ["blue"])));
        Dataset other = Dataset.FromRows([0, 1, 1, 1], 2, "other", [0, 1], ["blue", "pink"]);
        Refusal.Says(() => model.Conditions(other), "row 2 of other is of the class 'pink'", "red, green, blue");
    }

    [Fact]
    public void Context_is_standardized_and_follows_the_class()
    {
        Dataset rows = Labelled.WithContext(Context);
        using Autoencoder model = Create(new Condition(Labels: true, Context: true), rows);
        model.FitPreprocessing(rows);

        float[] conditions = model.Conditions(rows);
        Assert.Equal(3 * 5, conditions.Length);
        Assert.Equal([0, 0, 1], conditions[..3]);
        // 30, 50 and 40 have the mean 40 and the standard deviation √(200 / 3).
        Assert.Equal(-10 / Math.Sqrt(200 / 3.0), conditions[3], 1e-5);
        Assert.Equal(0, conditions[13], 1e-5);
        Assert.Equal(conditions[5..10], model.ConditionOf("red", [50, 0]));
    }

    [Fact]
    public void What_is_missing_or_unknown_is_said()
    {
        Dataset bare = Dataset.FromRows([0, 1], 2, "bare");
        Refusal.Says(() => Create(new Condition(Labels: true), bare), "needs data with labels", "`Labels`");
        Refusal.Says(() => Create(new Condition(Context: true), bare), "needs data with context", "`Context`");

        using Autoencoder labels = Create(new Condition(Labels: true), Labelled),
            context = Create(new Condition(Context: true), Labelled.WithContext(Context));
        Refusal.Says(() => labels.Conditions(bare), "conditional on labels", "bare has none", "`Labels`");
        Refusal.Says(() => context.Conditions(bare), "conditional on context", "bare has none", "`Context`");
        Refusal.Says(
            () => context.Conditions(bare.WithContext(Dataset.FromRows([1], 1))),
            "2 columns",
            "bare have 1".Replace("have", "has", StringComparison.Ordinal)
        );
        Refusal.Says(() => labels.ConditionOf(null), "choose a class, one of red, green, blue");
        Refusal.Says(() => labels.ConditionOf("gren"), "unknown class 'gren'", "did you mean 'green'");
        Refusal.Says(() => labels.ConditionOf("green", [1]), "not conditional on context");
        Refusal.Says(() => context.ConditionOf("green", [1, 2]), "not conditional on labels");
        Refusal.Says(() => context.ConditionOf(null, [1]), "a context of 2 numbers (age, sex)", "1 were given");
        string message = Assert.Throws<ArgumentException>(() => labels.Encode([0, 1], new float[1])).Message;
        Assert.Contains("1 rows need 3 numbers of condition, not 0", message, StringComparison.Ordinal);
        using Autoencoder plain = Create(Condition.None, bare);
        Assert.Throws<ArgumentException>(() => plain.Encode([0, 1], new float[1], [1]));
    }

    [Fact]
    public void What_a_vae_decodes_follows_the_class_that_is_chosen()
    {
        // Each class has its own constant, and nothing is left for the latent.
        float[] values =
        [
            .. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(0.1f + (0.3f * (row % 3)), 4)),
        ];
        Dataset rows = Dataset.FromRows(
            values,
            4,
            labels: [.. Enumerable.Range(0, 300).Select(row => row % 3)],
            classNames: ["a", "b", "c"]
        );
        using Autoencoder model = Autoencoder.Create(Presets.Create("conditional-vae", latent: 1, [8]), rows.Schema);
        Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 150,
                BatchSize = 32,
                Optimizer = new AdamOptions { LearningRate = 1e-2 },
            }
        );

        foreach ((string name, float expected) in new[] { ("a", 0.1f), ("b", 0.4f), ("c", 0.7f) })
        {
            float[] decoded = new float[4];
            model.Decode([0], decoded, model.ConditionOf(name));
            Assert.All(decoded, value => Assert.Equal(expected, value, 0.05));
        }
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("convolutional")]
    public void The_encoder_and_the_decoder_both_feel_it(string network)
    {
        Dataset rows = SmallData.Smooth(6, 36);
        AutoencoderOptions options = Presets.Create(network == "dense" ? "deep" : "convolutional", 3) with
        {
            Condition = new Condition(Labels: true),
        };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema);
        float[] a = new float[3],
            b = new float[3],
            decodedA = new float[36],
            decodedB = new float[36];
        model.Encode(rows.Row(0), a, model.ConditionOf("a"));
        model.Encode(rows.Row(0), b, model.ConditionOf("b"));
        Assert.NotEqual(a, b);
        model.Decode(a, decodedA, model.ConditionOf("a"));
        model.Decode(a, decodedB, model.ConditionOf("b"));
        Assert.NotEqual(decodedA, decodedB);

        float[] prepared = SmallData.Binary(6, 36).Values();
        GradientCheck.Verify(model, prepared);
    }

    [Fact]
    public void A_combination_of_all_pieces_trains_and_comes_back_from_a_file()
    {
        using TestFolder folder = new();
        Dataset rows = SmallData
            .Smooth(40, 36)
            .WithContext(
                Dataset.FromRows([.. Enumerable.Range(0, 40).Select(row => (float)row)], 1, columnNames: ["week"])
            );
        AutoencoderOptions options = Presets.Create("convolutional", 3) with
        {
            Condition = new Condition(Labels: true, Context: true),
            Corruption = new Pinhole.Models.Corruptions.MaskingCorruption(0.2),
            Bottleneck = new Pinhole.Models.Bottlenecks.GaussianBottleneck(Beta: 4),
            Reconstruction = new Pinhole.Models.Reconstructions.BernoulliReconstruction(),
        };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = 16 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(model.Conditions(rows), loaded.Conditions(rows));
        float[] expected = new float[40 * 36],
            actual = new float[40 * 36];
        model.Reconstruct(rows.Values(), expected, model.Conditions(rows));
        loaded.Reconstruct(rows.Values(), actual, loaded.Conditions(rows));
        Assert.Equal(expected, actual);
    }

    private static Autoencoder Create(Condition condition, Dataset rows) =>
        Autoencoder.Create(Presets.Create("vanilla", 1, [3]) with { Condition = condition }, rows.Schema);
}
