using Pinhole.Data;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>Every preset with every loss is the same model after a trip through a file.</summary>
public class ModelContractFileTests
{
    [Theory]
    [ModelPairs]
    public void A_model_from_a_file_gives_the_same_bits(string preset, string loss)
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.For(loss, SmallData.Smooth(40, 12, scale: 3));
        foreach (
            string preprocess in loss switch
            {
                "bce" => ["minmax"],
                "categorical" or "poisson" => ["none"],
                _ => new[] { "none", "minmax", "standardize", "auto" },
            }
        )
        {
            AutoencoderOptions options = ModelContractTests.Options(preset, loss, rows, latent: 4) with
            {
                Preprocess = preprocess,
            };
            using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 2);
            Trainer.Fit(model, rows, new TrainingOptions { Epochs = 1, BatchSize = 16 });
            ModelFile.Write(model, folder.Path("model.safetensors"));
            using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

            Assert.Equal(model.Options, loaded.Options);
            Assert.Equal(model.Preprocessor.Name, loaded.Preprocessor.Name);
            Assert.Equal(Outputs(model, rows), Outputs(loaded, rows));
        }
    }

    private static float[] Outputs(Autoencoder model, Dataset rows)
    {
        float[] latents = new float[rows.Rows * model.Latent],
            decoded = new float[rows.Rows * rows.Columns],
            back = new float[decoded.Length];
        float[] conditions = model.Conditions(rows);
        model.Encode(rows.Values(), latents, conditions);
        model.Decode(latents, decoded, conditions);
        model.Reconstruct(rows.Values(), back, conditions);
        return [.. latents, .. decoded, .. back];
    }
}
