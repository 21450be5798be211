using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>Every preset with every loss gives numbers, whatever the data look like.</summary>
public class ModelContractDataTests
{
    [Theory]
    [ModelPairs]
    public void Data_scaled_by_a_million_give_numbers(string preset, string loss)
    {
        foreach (string preprocess in Preprocessing(loss))
            AssertNumbers(preset, loss, preprocess, SmallData.Smooth(30, 12, scale: 1e6f), batchSize: 8);
    }

    [Theory]
    [ModelPairs]
    public void Constant_columns_give_numbers_and_come_back(string preset, string loss)
    {
        float[] values = SmallData.Smooth(30, 12, scale: loss == "bce" ? 1 : 5).Values();
        for (int row = 0; row < 30; row++)
            (values[row * 12], values[(row * 12) + 5]) = (0, 0.75f);

        foreach (string preprocess in Preprocessing(loss))
            AssertNumbers(preset, loss, preprocess, SmallData.FromRows(values, 12, "constant"), batchSize: 8);
    }

    [Theory]
    [ModelPairs]
    public void A_row_of_zeros_and_nothing_but_zeros_give_numbers(string preset, string loss)
    {
        float[] values = SmallData.Smooth(30, 12).Values();
        values.AsSpan(12, 12).Clear();
        AssertNumbers(preset, loss, "auto", SmallData.FromRows(values, 12, "a row of zeros"), batchSize: 8);
        AssertNumbers(preset, loss, "auto", SmallData.FromRows(new float[30 * 12], 12, "zeros"), batchSize: 8);
        foreach (string preprocess in Preprocessing(loss))
            AssertNumbers(preset, loss, preprocess, SmallData.FromRows(new float[30 * 12], 12, "zeros"), batchSize: 8);
    }

    [Theory]
    [ModelPairs]
    public void Batches_of_one_row_give_numbers(string preset, string loss)
    {
        AssertNumbers(preset, loss, "auto", SmallData.Smooth(10, 12), batchSize: 1);
        // Nine training rows: the last batch has one.
        AssertNumbers(preset, loss, "auto", SmallData.Smooth(10, 12), batchSize: 8);
    }

    [Theory]
    [ModelPairs]
    public void One_column_and_a_latent_wider_than_the_rows_give_numbers(string preset, string loss)
    {
        // One share alone is all there is.
        AssertNumbers(
            preset,
            loss,
            "auto",
            SmallData.Smooth(30, loss == "categorical" ? 2 : 1),
            batchSize: 8,
            latent: 1
        );
        AssertNumbers(preset, loss, "auto", SmallData.Smooth(30, 5), batchSize: 8, latent: 9);
    }

    private static string[] Preprocessing(string loss) =>
        loss switch
        {
            "bce" => ["minmax"],
            "categorical" or "poisson" => ["none"],
            _ => ["none", "minmax", "standardize"],
        };

    private static void AssertNumbers(
        string preset,
        string loss,
        string preprocess,
        Dataset rows,
        int batchSize,
        int latent = 3
    )
    {
        rows = SmallData.For(loss, rows);
        AutoencoderOptions options = ModelContractTests.Options(preset, loss, rows, latent) with
        {
            Preprocess = preprocess,
        };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 2);
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = batchSize });

        Assert.Equal(StopReason.Finished, record.StopReason);
        Assert.All(record.Epochs, epoch =>
            Assert.True(double.IsFinite(epoch.Loss) && double.IsFinite(epoch.ValidationLoss!.Value))
        );
        Assert.True(double.IsFinite(record.Train.Mse) && double.IsFinite(record.PcaTrain!.Mse));
        Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
        float[] back = new float[rows.Rows * rows.Columns];
        model.Reconstruct(rows.Values(), back, model.Conditions(rows));
        Assert.All(back, value => Assert.True(float.IsFinite(value)));
    }
}
