using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Reconstructions;
using Pinhole.Recipes;
using Pinhole.Recipes.Measures;
using Pinhole.Training;

namespace Pinhole.Tests.Recipes.Measures;

public sealed class MeasureTests
{
    [Fact]
    public void Squared_error_is_that_of_test_rows_beside_PCA()
    {
        using Autoencoder model = Train(Presets.Create("deep", 4, [12]), out TrainedRun trained);
        IReadOnlyDictionary<string, double> figures = new SquaredErrorMeasure().Take(trained);
        Assert.Equal("squared error of a test row", figures.First().Key);
        double sum = 0;
        float[] rebuilt = new float[trained.Test.Columns];
        for (int row = 0; row < trained.Test.Rows; row++)
        {
            model.Reconstruct(trained.Test.Row(row), rebuilt);
            for (int i = 0; i < rebuilt.Length; i++)
                sum += Math.Pow(rebuilt[i] - trained.Test.Row(row)[i], 2);
        }

        Assert.Equal(sum / trained.Test.Rows, figures.First().Value, 1e-4);
        Assert.Equal(Math.Sqrt(figures.First().Value / trained.Test.Columns), figures["RMSE of a number"], 1e-6);
        Assert.Equal(
            Metrics.Reconstruction(trained.Record.Baseline!, model, trained.Test).SquaredErrorPerSample,
            figures["PCA, 4 components"]
        );
    }

    [Fact]
    public void Denoising_gives_the_cross_entropy_of_cleaned_rows_and_what_noise_was()
    {
        AutoencoderOptions options = Presets.Create("deep", 4, [12]) with
        {
            Corruption = new GaussianCorruption(0.4, Clipped: true),
            Reconstruction = new BernoulliReconstruction(),
        };
        using Autoencoder model = Train(options, out TrainedRun trained);
        IReadOnlyDictionary<string, double> figures = new DenoisingMeasure().Take(trained);
        Dataset noisy = NoisyRows.Make(model, trained.Test, model.Options.Corruption, trained.Seed);
        double sum = 0,
            noise = 0;
        float[] cleaned = new float[noisy.Columns];
        for (int row = 0; row < noisy.Rows; row++)
        {
            Assert.All(noisy.Row(row).ToArray(), value => Assert.InRange(value, 0f, 1f));
            model.Reconstruct(noisy.Row(row), cleaned);
            for (int i = 0; i < cleaned.Length; i++)
            {
                float clean = trained.Test.Row(row)[i];
                sum -= (clean * Math.Log(cleaned[i])) + ((1 - clean) * Math.Log(1 - cleaned[i]));
                noise += Math.Pow(noisy.Row(row)[i] - clean, 2);
            }
        }

        Assert.Equal(sum / noisy.Rows / noisy.Columns, figures["cross-entropy of a cleaned number, nats"], 1e-5);
        Assert.Equal(noise / noisy.Rows, figures["squared error, noisy"], 1e-3);
        Assert.True(figures["PSNR, cleaned, dB"] > figures["PSNR, noisy, dB"]);
        Assert.True(figures.ContainsKey("SSIM, cleaned"));
    }

    [Fact]
    public void Likelihood_is_the_importance_weighted_one()
    {
        using Autoencoder model = Train(
            Presets.Create("vae", 3, [12]) with
            {
                DynamicBinarization = true,
            },
            out TrainedRun trained
        );
        Progress progress = new();
        IReadOnlyDictionary<string, double> figures = new LikelihoodMeasure(50).Take(trained, progress);
        VariationalMetrics metrics = Variational.Measure(model, trained.Test, 50, trained.Seed)!;
        Assert.Equal(
            ("NLL of a test row, nats", metrics.ImportanceWeightedNll),
            (figures.First().Key, figures.First().Value)
        );
        Assert.Equal((-metrics.Elbo, metrics.Kl), (figures["−ELBO"], figures["KL"]));
        Assert.True(figures.First().Value < figures["−ELBO"]);
        Assert.Equal(1, progress.Last, 1e-9);

        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => new LikelihoodMeasure(50).Take(trained, null, stopped.Token));
        using Autoencoder other = Train(Presets.Create("deep", 3, [12]), out TrainedRun plain);
        Assert.Contains(
            "Gaussian bottleneck",
            Assert.Throws<InputException>(() => new LikelihoodMeasure(50).Take(plain)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Classes_that_a_classifier_gets_wrong_are_counted()
    {
        AutoencoderOptions options = Presets.Create("deep", 12, [30]) with
        {
            Reconstruction = new CategoricalReconstruction(),
        };
        using Autoencoder model = Train(
            options,
            out TrainedRun trained,
            new RecipeData("digits", 200, 30, LabelTargets: true)
        );
        IReadOnlyDictionary<string, double> figures = new ClassificationMeasure().Take(trained);
        int[] told = Classification.Tell(model, trained.Test);
        Assert.Equal(
            ("error on test rows, %", 100 * told.Where((one, row) => one != trained.Test.Label(row)).Count() / 30.0),
            (figures.First().Key, figures.First().Value)
        );
        Assert.InRange(figures["on training rows"], 0, 90);
    }

    [Fact]
    public void Codes_are_told_apart_by_logistic_regression()
    {
        using Autoencoder model = Train(Presets.Create("deep", 12, [30]), out TrainedRun trained);
        IReadOnlyDictionary<string, double> figures = new CodeClassificationMeasure().Take(trained);
        (Dataset train, Dataset validation) = trained.Train.Split(0.9, 1);
        Assert.Equal(trained.Record.ValidationRows, validation.Rows);
        Assert.Equal(100 * Probes.Tune(model, train, validation, trained.Test).Test.Error, figures.First().Value);
        Assert.InRange(figures.First().Value, 0, 80);
    }

    [Fact]
    public void Samples_are_judged_by_a_classifier_of_real_rows()
    {
        using Autoencoder model = Train(Presets.Create("conditional-vae", 3, [30]), out TrainedRun trained);
        SampleClassesMeasure measure = new(
            Presets.Create("deep", 12, [30]) with
            {
                Reconstruction = new CategoricalReconstruction(),
            },
            new TrainingOptions { Epochs = 15, BatchSize = 32 },
            Count: 40
        );
        Progress progress = new();
        IReadOnlyDictionary<string, double> figures = measure.Take(trained, progress);
        Assert.True(measure.HigherIsBetter);
        Assert.Equal(0, figures.First().Value * 40 / 100 % 1, 1e-9);
        Assert.InRange(figures.First().Value, 0, 100);
        Assert.InRange(figures["real test rows of their class, %"], 30, 100);
        Assert.Equal(1, progress.Last);
    }

    [Fact]
    public void Factors_give_gaps_and_the_price_of_them()
    {
        using Autoencoder model = Train(
            Presets.Create("beta-vae", 4, [16]),
            out TrainedRun trained,
            new RecipeData("shapes", 150, 120)
        );
        IReadOnlyDictionary<string, double> figures = new DisentanglementMeasure().Take(trained);
        DisentanglementScores scores = Disentanglement.Measure(model, trained.Test, trained.Seed)!;
        Assert.Equal(
            ("mutual information gap", scores.MutualInformationGap),
            (figures.First().Key, figures.First().Value)
        );
        Assert.Equal(Metrics.Reconstruction(model, trained.Test).SquaredErrorPerSample, figures["squared error"]);
        using Autoencoder other = Train(Presets.Create("deep", 3, [12]), out TrainedRun plain);
        Assert.Contains(
            "has no factors",
            Assert.Throws<InputException>(() => new DisentanglementMeasure().Take(plain)).Message,
            StringComparison.Ordinal
        );
    }

    private sealed class Progress : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }

    private static Autoencoder Train(AutoencoderOptions options, out TrainedRun trained, RecipeData? data = null)
    {
        (Dataset train, Dataset test) = (data ?? new RecipeData("digits", 200, 30)).Open(null);
        Autoencoder model = Autoencoder.Create(options, train.Schema);
        TrainingRecord record = Trainer.Fit(model, train, new TrainingOptions { Epochs = 5, BatchSize = 32 });
        trained = new TrainedRun(model, record, train, test);
        return model;
    }
}
