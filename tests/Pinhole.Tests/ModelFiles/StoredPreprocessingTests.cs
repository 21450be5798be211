using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.ModelFiles;

/// <summary>Preprocessing of several steps is part of the model, and comes back with it.</summary>
public sealed class StoredPreprocessingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("impute")]
    [InlineData("impute,log1p,standardize")]
    [InlineData("impute,robust,clip=3")]
    [InlineData("impute,library-size=50,log1p,minmax")]
    [InlineData("impute,binarize=2")]
    [InlineData("auto")]
    public void A_model_of_rows_with_missing_numbers_gives_the_same_after_it_was_written(string preprocess)
    {
        Dataset rows = Rows();
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(2) with { Preprocess = preprocess }, rows.Schema);
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3 });
        ModelFile.Write(model, _folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(_folder.Path("model.safetensors"));

        Assert.Equal(model.Preprocessor.Name, loaded.Preprocessor.Name);
        Assert.True(
            double.IsFinite(record.Train.SquaredErrorPerSample)
                && double.IsFinite(record.PcaTrain!.SquaredErrorPerSample)
        );
        float[] row = [3, float.NaN, 7, 0.5f],
            expected = new float[4],
            found = new float[4];
        model.Reconstruct(row, expected);
        loaded.Reconstruct(row, found);
        Assert.Equal(expected, found);
        Assert.All(found, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_model_that_fills_nothing_refuses_rows_with_missing_numbers()
    {
        Dataset whole = Dataset.FromRows([.. Enumerable.Range(0, 80).Select(i => (float)(i * i % 17))], 4, "whole");
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(2), whole.Schema);
        Refusal.Says(() => Trainer.Fit(model, Rows()), "gaps", "impute");
        Trainer.Fit(model, whole, new TrainingOptions { Epochs = 1 });
        Refusal.Says(() => Metrics.Reconstruction(model, Rows()), "gaps", "impute");
    }

    [Fact]
    public void What_text_became_is_kept_for_other_files()
    {
        Dataset train = Dataset.Open(
            _folder.Text(
                "train.csv",
                "a,color,b\n"
                    + string.Concat(
                        Enumerable.Range(0, 20).Select(i => $"{i},{(i % 3 == 0 ? "red" : "blue")},{i * 2}\n")
                    )
            )
        );
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(2), train.Schema);
        Trainer.Fit(model, train, new TrainingOptions { Epochs = 1 });
        ModelFile.Write(model, _folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(_folder.Path("model.safetensors"));

        Assert.Equal(train.Schema.Categories, loaded.Schema.Categories);
        Dataset other = Dataset.Open(
            _folder.Text("other.csv", "b,color,a\n8,blue,4\n6,green,3\n"),
            new DataOptions { Like = loaded.Schema }
        );
        Assert.Equal([4f, 1, 0, 8], other.Row(0).ToArray());
        Assert.Equal([3f, 0, 0, 6], other.Row(1).ToArray());
    }

    public void Dispose() => _folder.Dispose();

    private static Dataset Rows() =>
        Dataset.FromRows([.. Enumerable.Range(0, 160).Select(i => i % 23 == 5 ? float.NaN : i * i % 17)], 4, "gaps");
}
