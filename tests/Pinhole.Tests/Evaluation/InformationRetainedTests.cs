using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Numerics;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Evaluation;

public class InformationRetainedTests
{
    [Fact]
    public void Each_layer_has_its_share_beside_PCA()
    {
        Dataset data = SmallData.Smooth(400, 12);
        using Autoencoder model = Model(
            data,
            new DenseNetwork([20, 6], Normalization: Normalization.Layer, Dropout: 0.1)
        );
        PrincipalComponents baseline = Metrics.FitBaseline(model, data, seed: 1);
        InformationRetained information = InformationRetained.Measure(model, data, baseline, seed: 1)!;

        Assert.Equal(400, information.Rows);
        Assert.Equal(["hidden 20", "hidden 6", "latent 3"], information.Layers.Select(layer => layer.Name));
        Assert.Equal([20, 6, 3], information.Layers.Select(layer => layer.Features));
        Assert.All(information.Layers, layer => Assert.InRange(layer.RSquared!.Value, 0.05, 1));
        Assert.True(information.Layers[0].RSquared > information.Layers[2].RSquared);
        Assert.Equal("PCA 3", information.Pca!.Name);
        // What PCA's codes read back is what PCA rebuilds, half of the rows from the other half.
        double variance = Variance(data),
            error = Metrics.Reconstruction(baseline, model, data).SquaredErrorPerSample;
        Assert.Equal(1 - (error / variance), information.Pca.RSquared!.Value, 0.03);
        Assert.Null(InformationRetained.Measure(model, data, null, seed: 1)!.Pca);
    }

    [Fact]
    public void Convolutions_are_layers_too()
    {
        float[] values = [.. Enumerable.Range(0, 900 * 32).Select(i => (i * i % 101) / 101f)];
        Dataset data = Dataset.FromRows(values, 32, "images", image: new ImageShape(2, 4, 4));
        using Autoencoder model = Model(data, new ConvolutionalNetwork([3, 5]));
        InformationRetained information = InformationRetained.Measure(model, data, null, seed: 1)!;

        Assert.Equal(["hidden 2×2×3", "hidden 1×1×5", "latent 3"], information.Layers.Select(layer => layer.Name));
        Assert.Equal([12, 5, 3], information.Layers.Select(layer => layer.Features));
    }

    [Fact]
    public void Layers_too_wide_for_the_rows_are_left_out()
    {
        Dataset data = SmallData.Smooth(100, 12);
        using Autoencoder model = Model(data, new DenseNetwork([26, 25]));
        InformationRetained information = InformationRetained.Measure(model, data, null, seed: 1)!;

        Assert.Null(information.Layers[0].RSquared);
        Assert.NotNull(information.Layers[1].RSquared);
    }

    [Fact]
    public void Wide_rows_are_measured_within_bounds()
    {
        Dataset data = SmallData.Smooth(60, 600_000);
        using Autoencoder model = Model(data, new DenseNetwork([]));
        InformationRetained? information = InformationRetained.Measure(model, data, null, seed: 1);
        Assert.True(information is { Rows: <= 60 }, "55 rows are what the bound leaves");
    }

    [Fact]
    public void Few_rows_say_nothing()
    {
        Dataset data = SmallData.Smooth(49, 12);
        using Autoencoder model = Model(data, new DenseNetwork([]));
        Assert.Null(InformationRetained.Measure(model, data, null, seed: 1));
    }

    private static Autoencoder Model(Dataset data, Network network)
    {
        Autoencoder model = Autoencoder.Create(
            Presets.Deep(3) with
            {
                Network = network,
                Preprocess = "none",
            },
            data.Schema
        );
        model.FitPreprocessing(data);
        return model;
    }

    private static double Variance(Dataset data)
    {
        float[] values = data.Values();
        return Enumerable
            .Range(0, data.Columns)
            .Sum(column =>
            {
                double[] all =
                [
                    .. Enumerable.Range(0, data.Rows).Select(row => (double)values[(row * data.Columns) + column]),
                ];
                return all.Average(value => value * value) - Math.Pow(all.Average(), 2);
            });
    }
}
