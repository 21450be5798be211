using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Evaluation;

public sealed class NoisyRowsTests
{
    private static readonly Dataset Rows = SmallData.Smooth(200, 50, scale: 8);

    [Fact]
    public void The_noise_is_as_strong_as_it_is_called_in_the_units_the_model_sees()
    {
        using Autoencoder model = Create("standardize");
        Dataset noisy = NoisyRows.Make(model, Rows, new GaussianCorruption(0.5), seed: 3);
        Assert.Equal(0.5, Math.Sqrt(RowComparison.Between(Rows, noisy, model.Preprocessor).Errors.Mse), 0.01);
        Assert.Equal((Rows.Schema.Image, 200), (noisy.Schema.Image, noisy.Rows));
    }

    [Fact]
    public void The_noise_of_a_row_comes_from_the_seed_and_its_place()
    {
        using Autoencoder model = Create("none");
        float[] noisy = NoisyRows.Make(model, Rows, new MaskingCorruption(0.4), seed: 3).Values();

        Assert.Equal(noisy, NoisyRows.Make(model, Rows, new MaskingCorruption(0.4), seed: 3).Values());
        Assert.NotEqual(noisy, NoisyRows.Make(model, Rows, new MaskingCorruption(0.4), seed: 4).Values());
        Assert.Equal(
            noisy[..500],
            NoisyRows.Make(model, Rows.Take([.. Enumerable.Range(0, 10)]), new MaskingCorruption(0.4), seed: 3).Values()
        );
        Assert.NotEqual(noisy[..50].Select(value => value == 0), noisy[50..100].Select(value => value == 0));
        Assert.Equal(0.4, noisy.Count(value => value == 0) / (double)noisy.Length, 0.02);
    }

    [Fact]
    public void Salt_and_pepper_are_the_limits_of_the_data()
    {
        using Autoencoder model = Create("minmax");
        Dataset all = NoisyRows.Make(model, Rows, new SaltAndPepperCorruption(1), seed: 1);
        float[] column = [.. Enumerable.Range(0, Rows.Rows).Select(row => Rows.Row(row)[7])];
        Assert.All(Enumerable.Range(0, Rows.Rows), row =>
            Assert.InRange(
                Math.Min(Math.Abs(all.Row(row)[7] - column.Min()), Math.Abs(all.Row(row)[7] - column.Max())),
                0,
                1e-4
            )
        );
    }

    [Fact]
    public void What_cannot_be_corrupted_is_refused()
    {
        using Autoencoder model = Create("standardize");
        Refusal.Says(
            () => NoisyRows.Make(model, Rows, new SaltAndPepperCorruption(), 1),
            "salt-and-pepper noise needs data with limits"
        );
        Refusal.Says(() => NoisyRows.Make(model, Rows, new MaskingCorruption(2), 1), "a share of 2");
        Refusal.Says(
            () => NoisyRows.Make(model, SmallData.Smooth(3, 12), new MaskingCorruption(), 1),
            "50 columns",
            "12"
        );
    }

    private static Autoencoder Create(string preprocess)
    {
        Autoencoder model = Autoencoder.Create(
            Presets.Denoising(4) with
            {
                Network = new DenseNetwork([8]),
                Preprocess = preprocess,
            },
            Rows.Schema
        );
        model.FitPreprocessing(Rows);
        return model;
    }
}
