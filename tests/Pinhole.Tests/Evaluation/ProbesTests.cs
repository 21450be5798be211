using Pinhole.Data;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Tests.Data;
using Pinhole.Tests.Numerics;
using Pinhole.Training;

namespace Pinhole.Tests.Evaluation;

public sealed class ProbesTests
{
    private static readonly Dataset Digits = Dataset.Open("digits", new DataOptions { Rows = 400 });

    [Theory]
    [MemberData(nameof(ProbeGoldens.Sizes), MemberType = typeof(ProbeGoldens))]
    public void The_figures_are_those_of_scikit_learn(int classes)
    {
        ProbeGoldens golden = new(classes);
        ProbeScores scores = Probes.Score(CpuKernels.Shared, golden.Values, golden.Columns, golden.Labels, classes);
        foreach (
            (ClassificationScores actual, string name) in new[]
            {
                (scores.Logistic, "logistic"),
                (scores.Neighbours, "neighbours"),
            }
        )
        {
            double[] expected = golden.Numbers(name);
            Assert.Equal(expected[0], actual.Accuracy, 1e-12);
            Assert.Equal(expected[1], actual.MacroF1, 1e-12);
            Assert.Equal(expected[2], actual.Auc!.Value, 1e-6);
        }
    }

    [Fact]
    public void A_penalty_is_chosen_on_validation_rows_and_all_others_are_learned_from()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 24, [64]), Digits.Schema);
        Dataset train = Digits.Take([.. Enumerable.Range(0, 200)]),
            validation = Digits.Take([.. Enumerable.Range(200, 100)]),
            test = Digits.Take([.. Enumerable.Range(300, 100)]);
        Trainer.Fit(model, train, new TrainingOptions { Epochs = 20, BatchSize = 20 });
        double[] penalties = [300, 0.01, 3];
        TunedProbe tuned = Probes.Tune(model, train, validation, test, penalties);

        // One penalty alone, for each, is what it chose from.
        TunedProbe[] alone = [.. penalties.Select(penalty => Probes.Tune(model, train, validation, test, [penalty]))];
        Assert.Equal(alone.Max(one => one.Validation.Accuracy), tuned.Validation.Accuracy, 0.011);
        Assert.Contains(tuned.Penalty, penalties);
        Assert.Equal(alone[Array.IndexOf(penalties, tuned.Penalty)].Test.Accuracy, tuned.Test.Accuracy, 0.011);
        Assert.True(tuned.Test.Error < 0.5, $"{tuned.Test.Error}");
        // Test rows are scaled as the others are: rows that were learned from are told nearly as well as those that
        // chose.
        Assert.Equal(
            tuned.Validation.Accuracy,
            Probes.Tune(model, train, validation, validation, penalties).Test.Accuracy,
            0.15
        );
        Assert.True(Probes.Tune(model, train, validation, train, penalties).Test.Accuracy >= tuned.Test.Accuracy);
        // What is in the test rows changes nothing of the choice.
        Assert.Equal(
            (tuned.Penalty, tuned.Validation),
            Choice(Probes.Tune(model, train, validation, train, penalties))
        );

        Refusal.Says(() => Probes.Tune(model, train, validation, test, [0]), "a penalty of 0");
        Refusal.Says(() => Probes.Tune(model, train, validation, test, []), "no penalty");
        Refusal.Says(
            () => Probes.Tune(model, train, validation, Dataset.FromRows(new float[784], 784, "bare")),
            "bare has no labels"
        );

        static (double, ClassificationScores) Choice(TunedProbe probe) => (probe.Penalty, probe.Validation);
    }

    [Fact]
    public void A_seed_repeats_its_figures_and_another_deals_other_rows()
    {
        using Autoencoder model = Model(Digits);
        PrincipalComponents baseline = Metrics.FitBaseline(model, Digits, seed: 1);

        LatentProbes probes = Probes.Measure(model, Digits, baseline, seed: 1)!;

        Assert.Equal(400, probes.Rows);
        Assert.InRange(probes.Raw.Logistic.Accuracy, 0.5, 1);
        Assert.InRange(probes.Pca!.Neighbours.Auc!.Value, 0.7, 1);
        Assert.Equal(probes, Probes.Measure(model, Digits, baseline, seed: 1));
        Assert.NotEqual(probes, Probes.Measure(model, Digits, baseline, seed: 2));
        Assert.Null(Probes.Measure(model, Digits, null, seed: 1)!.Pca);
    }

    [Fact]
    public void No_more_rows_are_used_than_stated()
    {
        Dataset many = Table(Probes.MaximumRows + 500, row => row % 3);
        using Autoencoder model = Model(many);
        Assert.Equal(Probes.MaximumRows, Probes.Measure(model, many, null, seed: 1)!.Rows);
    }

    [Fact]
    public void Where_there_is_nothing_to_ask_there_are_no_probes()
    {
        Dataset unlabelled = Dataset.FromRows(new float[40], 2),
            one = Table(20, _ => 3),
            few = Table(9, row => row % 2),
            names = Table(300, row => row);
        using Autoencoder model = Model(unlabelled);
        foreach (Dataset data in new[] { unlabelled, one, few, names })
            Assert.Null(Probes.Measure(model, data, null, seed: 1));
    }

    private static Autoencoder Model(Dataset data)
    {
        Autoencoder model = Autoencoder.Create(Presets.Vanilla(latent: 2), data.Schema);
        model.FitPreprocessing(data);
        return model;
    }

    private static Dataset Table(int rows, Func<int, int> label) =>
        Dataset.FromRows(
            [.. Enumerable.Range(0, 2 * rows).Select(i => i % 7 / 7f)],
            2,
            labels: [.. Enumerable.Range(0, rows).Select(label)]
        );
}
