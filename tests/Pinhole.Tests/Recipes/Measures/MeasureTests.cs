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
        Assert.Equal(Metrics.Reconstruction(trained.Record.Baseline, model, trained.Test).SquaredErrorPerSample, figures["PCA, 4 components"]);
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
        double sum = 0, noise = 0;
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

    private static Autoencoder Train(AutoencoderOptions options, out TrainedRun trained)
    {
        (Dataset train, Dataset test) = new RecipeData("digits", 200, 30).Open(null);
        Autoencoder model = Autoencoder.Create(options, train.Schema);
        TrainingRecord record = Trainer.Fit(model, train, new TrainingOptions { Epochs = 5, BatchSize = 32 });
        trained = new TrainedRun(model, record, train, test);
        return model;
    }
}
