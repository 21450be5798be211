using Pinhole.Applications;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Applications;

public class SampleClassesTests
{
    // Three classes of four bright columns each, a little noisy.
    private static readonly Dataset Rows = Bars(240);

    [Fact]
    public void A_classifier_finds_the_classes_that_samples_were_asked_to_be_of()
    {
        using Autoencoder generator = Autoencoder.Create(Presets.Create("conditional-vae", 2, [32]), Rows.Schema),
            judge = Classifier(Rows);
        ClassAgreement untrained = SampleClasses.Judge(generator, judge, 90, seed: 1);
        Trainer.Fit(
            generator,
            Rows,
            new TrainingOptions
            {
                Epochs = 60,
                BatchSize = 20,
                Patience = 0,
            }
        );
        ClassAgreement trained = SampleClasses.Judge(generator, judge, 91, seed: 1);

        Assert.Equal((90, 91), (untrained.Rows, trained.Rows));
        Assert.Equal([31, 30, 30], trained.Counts.Select(row => row.Sum()));
        Assert.True(trained.Share > 0.95 && untrained.Share < 0.7, $"{trained.Share}, untrained {untrained.Share}");
        Assert.Equal(trained.Share, Enumerable.Range(0, 3).Sum(i => trained.Counts[i][i]) / 91.0, 1e-12);
        Assert.Equal(trained.Counts, SampleClasses.Judge(generator, judge, 91, seed: 1).Counts);
    }

    [Fact]
    public void Classes_are_matched_by_name()
    {
        using Autoencoder generator = Autoencoder.Create(Presets.Create("conditional-vae", 2, [32]), Rows.Schema),
            judge = Classifier(Bars(240, ["a", "b", "c"], turned: true));
        Trainer.Fit(
            generator,
            Rows,
            new TrainingOptions
            {
                Epochs = 60,
                BatchSize = 20,
                Patience = 0,
            }
        );
        ClassAgreement found = SampleClasses.Judge(generator, judge, 30, seed: 1);
        Assert.Equal(
            (["a", "b", "c"], ["c", "b", "a"]),
            (found.Classes.ToArray(), found.ToldClasses.ToArray()),
            (one, other) => one.Item1.SequenceEqual(other.Item1) && one.Item2.SequenceEqual(other.Item2)
        );
        Assert.True(found.Share > 0.9, $"{found.Share}");
        Assert.True(found.Counts[0][2] >= 9);
    }

    [Fact]
    public void Models_that_cannot_ask_or_judge_are_refused()
    {
        using Autoencoder generator = Autoencoder.Create(Presets.Create("conditional-vae", 2, [8]), Rows.Schema),
            judge = Classifier(Rows, epochs: 1);
        using Autoencoder vae = Autoencoder.Create(Presets.Create("vae", 2, [8]), Rows.Schema),
            conditional = Autoencoder.Create(Presets.Create("conditional", 2, [8]), Rows.Schema);
        using Autoencoder other = Classifier(Bars(30, ["a", "b", "d"]), epochs: 1);
        Refusal.Says(() => SampleClasses.Judge(vae, judge, 10, 1), "cannot generate classes", "conditional-vae");
        Refusal.Says(() => SampleClasses.Judge(conditional, judge, 10, 1), "cannot be sampled");
        Refusal.Says(() => SampleClasses.Judge(generator, generator, 10, 1), "gives no classes");
        Refusal.Says(() => SampleClasses.Judge(generator, other, 10, 1), "does not know the class 'c'");
    }

    private static Autoencoder Classifier(Dataset rows, int epochs = 30)
    {
        Dataset data = rows.WithLabelTargets();
        Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 4, [16]) with
            {
                Reconstruction = new CategoricalReconstruction(),
            },
            data.Schema
        );
        Trainer.Fit(
            model,
            data,
            new TrainingOptions
            {
                Epochs = epochs,
                BatchSize = 20,
                Patience = 0,
            }
        );
        return model;
    }

    private static Dataset Bars(int rows, string[]? names = null, bool turned = false)
    {
        names ??= ["a", "b", "c"];
        Engine.Random.Rng rng = new(3);
        float[] values = new float[rows * 12];
        for (int i = 0; i < values.Length; i++)
            values[i] = (i % 12 / 4 == i / 12 % 3 ? 0.8f : 0.1f) + (0.1f * rng.NextFloat());
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => turned ? 2 - (row % 3) : row % 3)];
        return Dataset.FromRows(values, 12, "bars", labels, turned ? [.. names.Reverse()] : names);
    }
}
