using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;

namespace Pinhole.Tests.Evaluation;

public sealed class ImageQualityTests
{
    private static readonly Dataset Digits = Dataset.Open("digits", new DataOptions { Rows = 40 });

    [Fact]
    public void The_figures_of_a_model_are_means_over_images()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Deep(latent: 4), Digits.Schema);
        model.FitPreprocessing(Digits);
        float[] rebuilt = new float[784];
        double psnr = 0,
            ssim = 0;
        for (int row = 0; row < Digits.Rows; row++)
        {
            model.Reconstruct(Digits.Row(row), rebuilt);
            psnr += PeakSignalToNoise.Between(Digits.Row(row), rebuilt, 1) / Digits.Rows;
            ssim += StructuralSimilarity.Between(Digits.Row(row), rebuilt, new ImageShape(1, 28, 28), 1) / Digits.Rows;
        }

        ImageMetrics metrics = ImageQuality.Measure(model, Digits)!;

        Assert.Equal(psnr, metrics.Psnr!.Value, 1e-4);
        Assert.Equal(ssim, metrics.Ssim!.Value, 1e-5);
    }

    [Fact]
    public void PCA_is_measured_in_the_units_of_the_data_whatever_prepared_them()
    {
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(latent: 39) with
            {
                Preprocess = "standardize",
            },
            Digits.Schema
        );
        model.FitPreprocessing(Digits);

        ImageMetrics metrics = ImageQuality.Measure(Metrics.FitBaseline(model, Digits, seed: 1), model, Digits)!;

        // 39 components hold 40 rows whole.
        Assert.InRange(metrics.Psnr!.Value, 80, 200);
        Assert.Equal(1, metrics.Ssim!.Value, 1e-4);
    }

    [Fact]
    public void Rows_that_are_no_images_have_no_figures_and_small_images_have_no_similarity()
    {
        Dataset Rows(ImageShape? shape) => Dataset.FromRows([0, 1, 0.5f, 0.2f, 1, 0, 0, 0.7f], 4, image: shape);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(latent: 2), Rows(null).Schema);

        Assert.Null(ImageQuality.Measure(model, Rows(null)));
        ImageMetrics small = ImageQuality.Measure(model, Rows(new ImageShape(1, 2, 2)))!;
        Assert.True(small.Psnr > 0);
        Assert.Null(small.Ssim);
    }

    [Fact]
    public void Images_of_another_width_are_refused_even_where_they_are_whole_rows()
    {
        Dataset halves = Dataset.FromRows(new float[784], 392);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(latent: 2), halves.Schema);
        Assert.Throws<InputException>(() => ImageQuality.Measure(model, Digits));
        Assert.Throws<InputException>(() => Probes.Measure(model, Digits, null, seed: 1));
    }
}
