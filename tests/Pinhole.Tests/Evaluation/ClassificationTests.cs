using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Runs;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Evaluation;

/// <summary>
/// A classifier: an encoder–decoder whose targets are classes, pretrained layer by layer and trained by the one trainer
/// there is.
/// </summary>
public class ClassificationTests
{
    private static readonly Dataset Digits = Dataset.Open("digits", new DataOptions { Rows = 600, Targets = "labels" });

    [Fact]
    public void Fine_tuning_with_noise_and_dropout_beats_least_squares_and_comes_back_from_a_run_folder()
    {
        using TestFolder folder = new();
        AutoencoderOptions options = Presets.Deep(48) with
        {
            Network = new DenseNetwork([64], Dropout: 0.1, DecoderHidden: []),
            Bottleneck = new DeterministicBottleneck(Engine.Kernels.Activation.Elu),
            Corruption = new MaskingCorruption(0.1),
            Reconstruction = new CategoricalReconstruction(),
        };
        (Dataset train, Dataset test) = Digits.Split(0.75, seed: 1);
        using Autoencoder model = Autoencoder.Create(options, train.Schema);
        TrainingRecord record = Trainer.Fit(
            model,
            train,
            new TrainingOptions
            {
                Epochs = 15,
                BatchSize = 32,
                Pretraining = new StackedPretraining { Epochs = 3, Corruption = new MaskingCorruption(0.3) },
            }
        );
        ClassificationScores scores = Classification.Measure(model, test),
            pca = Classification.Measure(record.Baseline!, model, test);

        Assert.Equal(2, record.Pretrained.Count);
        Assert.True(scores.Error < pca.Error, $"{scores.Error}, least squares {pca.Error}");
        Assert.InRange(scores.Accuracy, 0.7, 1);

        using RunClaim claim = RunFolder.Claim(folder.Path("run"), force: false);
        RunFolder.Write(folder.Path("run"), model, record);
        StoredRun run = RunFolder.Open(folder.Path("run"));
        using Autoencoder loaded = run.Model;
        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(scores, Classification.Measure(loaded, test));
        Assert.Equal(pca, Classification.Measure(run.Baseline!, loaded, test));
        Assert.Equal(Digits.Schema.ClassNames, Classification.Classes(loaded));
    }

    [Fact]
    public void The_error_is_the_share_of_rows_whose_greatest_output_is_not_their_class()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 4, [8]), Digits.Schema);
        int[] told = Classification.Tell(model, Digits);
        float[] outputs = new float[10];
        int wrong = 0;
        for (int row = 0; row < Digits.Rows; row++)
        {
            model.Reconstruct(Digits.Row(row), outputs);
            Assert.Equal(Array.IndexOf(outputs, outputs.Max()), told[row]);
            wrong += told[row] == Digits.Label(row) ? 0 : 1;
        }

        Assert.Equal((double)wrong / Digits.Rows, Classification.Measure(model, Digits).Error, 1e-12);
    }

    [Fact]
    public void Probabilities_sum_to_one_and_begin_at_the_shares_of_the_classes()
    {
        Dataset rows = Dataset
            .FromRows(SmallData.Smooth(8, 12).Values(), 12, labels: [0, 0, 0, 0, 1, 1, 2, 2])
            .WithLabelTargets();
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 2, [4]) with
            {
                Reconstruction = new CategoricalReconstruction(),
            },
            rows.Schema
        );
        model.StartAtMean([0.5f, 0.25f, 0.25f]);
        float[] outputs = new float[24],
            shares = new float[3];
        model.Reconstruct(rows.Values(), outputs);
        Assert.All(outputs.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5));

        // The decoder of zero gives the bias alone.
        foreach (
            Engine.Autograd.Parameter weight in model.Parameters.Parameters.Where(parameter =>
                parameter.Name.EndsWith("weight", StringComparison.Ordinal)
            )
        )
            model.Parameters.Kernels.Fill(weight.Value, 0);
        model.Reconstruct(rows.Row(0), shares);
        Assert.Equal([0.5f, 0.25f, 0.25f], shares, (one, other) => Math.Abs(one - other) < 1e-5);
    }

    [Fact]
    public void Classes_are_known_by_name_in_whatever_order_they_come()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 4, [8]), Digits.Schema);
        int[] labels = [.. Enumerable.Range(0, Digits.Rows).Select(row => 9 - Digits.Label(row))];
        Dataset turned = Dataset.FromRows(
            Digits.Values(),
            784,
            "turned",
            labels,
            [.. Digits.Schema.ClassNames.Reverse()]
        );

        Assert.Equal(Classification.Measure(model, Digits), Classification.Measure(model, turned));
        Refusal.Says(
            () => Metrics.Reconstruction(model, turned.WithLabelTargets()),
            "others, or in another order",
            "WithLabelTargets"
        );
        Assert.Equal(
            Metrics.Reconstruction(model, Digits),
            Metrics.Reconstruction(model, turned.WithLabelTargets(Classification.Classes(model)))
        );
    }

    [Fact]
    public void What_is_no_classifier_or_has_no_classes_is_said()
    {
        Dataset plain = Dataset.Open("digits", new DataOptions { Rows = 20 }),
            bare = Dataset.FromRows(plain.Values(), 784, "bare");
        using Autoencoder deep = Autoencoder.Create(Presets.Create("vanilla", 4, [8]), plain.Schema),
            classifier = Autoencoder.Create(Presets.Create("vanilla", 4, [8]), Digits.Schema);
        Refusal.Says(() => Classification.Measure(deep, plain), "gives no classes", "`Targets` are the labels");
        Refusal.Says(() => Classification.Measure(classifier, bare), "bare has no labels", "`Labels`");
        Refusal.Says(() => Trainer.Fit(classifier, plain), "has no classes", "WithLabelTargets");
        Refusal.Says(() => bare.WithLabelTargets(), "bare has no labels");
        Refusal.Says(() => plain.WithLabelTargets(["0", "1"]), "is of the class", "none of 0, 1");
        Assert.False(Classification.IsTrainedFor(deep));
    }

    [Fact]
    public void Rows_that_do_not_sum_to_one_are_refused_by_the_categorical_loss()
    {
        AutoencoderOptions options = Presets.Create("vanilla", 1, [4]) with
        {
            Reconstruction = new CategoricalReconstruction(),
        };
        Says([0.5f, 0.5f, 0.25f, 0.25f], 2, "row 2 of shares sums to 0.5");
        Says([0.5f, 2, 1, 0], 2, "are not in [0, 1]");
        Says([1, 1], 1, "the targets have only one");

        void Says(float[] values, int columns, string part) =>
            Refusal.Says(
                () =>
                {
                    Dataset rows = Dataset
                        .FromRows(new float[4], 2)
                        .WithTargets(Dataset.FromRows(values, columns, "shares"));
                    using Autoencoder model = Autoencoder.Create(options, rows.Schema);
                    Trainer.Fit(model, rows, new TrainingOptions { ValidationShare = 0 });
                },
                part,
                "`Targets` labels"
            );
    }

    [Fact]
    public void Shares_of_a_whole_are_rebuilt_as_shares()
    {
        float[] values = SmallData.Smooth(60, 6).Values();
        for (int row = 0; row < 60; row++)
        {
            Span<float> shares = values.AsSpan(row * 6, 6);
            float sum = 0;
            foreach (float value in shares)
                sum += value;
            foreach (ref float share in shares)
                share /= sum;
        }

        Dataset rows = Dataset.FromRows(values, 6);
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 2, [16]) with
            {
                Reconstruction = new CategoricalReconstruction(),
            },
            rows.Schema
        );
        double before = Metrics.Reconstruction(model, rows).Mse;
        Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 200,
                BatchSize = 10,
                Patience = 0,
            }
        );
        Assert.True(Metrics.Reconstruction(model, rows).Mse < before / 3);
    }
}
