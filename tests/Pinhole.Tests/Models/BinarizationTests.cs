using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models;

public class BinarizationTests
{
    private static readonly AutoencoderOptions Options = Presets.Vae(3) with { DynamicBinarization = true };

    [Fact]
    public void A_step_is_one_on_a_draw_of_the_rows()
    {
        Dataset rows = SmallData.Smooth(20, 12);
        using Autoencoder model = Autoencoder.Create(Options, rows.Schema, seed: 3),
            plain = Autoencoder.Create(Options with { DynamicBinarization = false }, rows.Schema, seed: 3);
        Pass pass = Pass.Training(model.Parameters, seed: 4, step: 17),
            same = Pass.Training(plain.Parameters, seed: 4, step: 17);
        NoiseSource noise = pass.Noise(NoiseUsers.Binarization);
        using Tape tape = new(model.Parameters.Kernels);
        float[] drawn = new float[20 * 12];
        tape.Read(tape.Input(rows.Values(), new Shape(20, 12)).DrawBernoulli(noise.Seed, noise.Stream), drawn);

        Assert.All(drawn, value => Assert.True(value is 0f or 1f));
        Assert.Equal(plain.Loss(drawn, same), model.Loss(rows.Values(), pass));
        Assert.NotEqual(
            model.Loss(rows.Values(), pass),
            model.Loss(rows.Values(), Pass.Training(model.Parameters, seed: 4, step: 18))
        );
        Assert.Equal(plain.Loss(drawn, same), model.Loss(drawn, pass));
    }

    [Fact]
    public void It_is_kept_in_a_model_file_and_measured_by_a_seeded_draw()
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(300, 12);
        using Autoencoder model = Autoencoder.Create(Options, rows.Schema);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.True(loaded.Options.DynamicBinarization);
        VariationalMetrics first = Variational.Measure(model, rows, 5, seed: 1)!,
            again = Variational.Measure(loaded, rows, 5, seed: 1)!;
        Assert.Equal((first.Elbo, first.ImportanceWeightedNll), (again.Elbo, again.ImportanceWeightedNll));
        Assert.NotEqual(first.Kl, Variational.Measure(model, rows, 0, seed: 2)!.Kl);

        // Zeros and ones stay what they are, whatever the seed.
        Dataset once = rows.Binarize(1);
        Assert.Equal(
            Variational.Measure(model, once, 0, seed: 1)!.Kl,
            Variational.Measure(model, once, 0, seed: 2)!.Kl
        );
    }

    [Fact]
    public void Rows_beyond_shares_and_targets_are_refused()
    {
        Dataset rows = SmallData.Smooth(30, 12),
            wide = SmallData.Smooth(30, 12, scale: 3);
        AutoencoderOptions squared = Presets.Deep(3) with { DynamicBinarization = true };
        Refusal.Says(() => Autoencoder.Create(squared, wide.Schema), "must be in [0, 1]", "`Preprocess` minmax");
        Refusal.Says(() => Autoencoder.Create(squared, rows.WithTargets(rows).Schema), "`Targets`");
        using Autoencoder model = Autoencoder.Create(Options, rows.Schema);
        model.FitPreprocessing(rows);
        Refusal.Says(
            () => Variational.Measure(model, wide, 0, 1),
            "draws zeros and ones",
            "like those it was trained on"
        );
        using Autoencoder scaled = Autoencoder.Create(squared with { Preprocess = "minmax" }, wide.Schema);
        Assert.Equal(StopReason.Finished, Trainer.Fit(scaled, wide, new TrainingOptions { Epochs = 1 }).StopReason);
    }
}
