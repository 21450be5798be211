using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Numerics;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Evaluation;

public sealed class RebuiltRowsTests
{
    // More than one batch.
    private static readonly Dataset Rows = SmallData.Smooth(1500, 12, scale: 5);

    [Fact]
    public void A_model_gives_the_rows_it_rebuilds_in_order()
    {
        using Autoencoder model = Create();
        float[] expected = new float[Rows.Rows * 12];
        model.Reconstruct(Rows.Values(), expected);
        Dataset rebuilt = RebuiltRows.Make(model, Rows);
        Assert.Equal(expected, rebuilt.Values());
        Assert.Equal(Rows.Schema.Image, rebuilt.Schema.Image);
        Refusal.Says(() => RebuiltRows.Make(model, SmallData.Smooth(2, 9)), "12", "9");
    }

    [Fact]
    public void PCA_with_all_components_gives_the_rows_back()
    {
        using Autoencoder model = Create();
        PrincipalComponents baseline = Metrics.FitBaseline(model, Rows, seed: 1);
        Assert.All(RebuiltRows.Make(baseline, model, Rows).Values().Zip(Rows.Values()), pair =>
            Assert.Equal(pair.Second, pair.First, 1e-3)
        );
    }

    private static Autoencoder Create()
    {
        Autoencoder model = Autoencoder.Create(
            Presets.Deep(12) with
            {
                Network = new DenseNetwork([8]),
                Preprocess = "standardize",
            },
            Rows.Schema
        );
        model.FitPreprocessing(Rows);
        return model;
    }
}
