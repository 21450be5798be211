using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Optimizers;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Tests.Layers;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Reconstructions;

public class GaussianReconstructionTests
{
    private const string Parameter = "reconstruction.logVariance";

    [Fact]
    public void Loss_and_gradients_are_those_of_PyTorch()
    {
        float[] mean = LossGoldens.Floats("gaussian mean"),
            parameter = LossGoldens.Floats("gaussian parameter");
        using Tape tape = new(CpuKernels.Shared);
        Tensor x = tape.Variable(mean, new Shape(3, 5)),
            shared = tape.Variable(parameter, new Shape(1));
        Tensor output = x.Concat(x.Columns(0, 1).Affine(0, 0).AddRow(shared));
        Tensor target = tape.Input(LossGoldens.Floats("gaussian target"), new Shape(3, 5));
        Tensor loss = new GaussianReconstruction().Loss(output, new Batch(target), default);
        float[] losses = new float[3],
            gradient = new float[15],
            sharedGradient = new float[1];
        tape.Read(loss, losses);
        tape.Backward(loss.Mean());
        tape.ReadGradient(x, gradient);
        tape.ReadGradient(shared, sharedGradient);

        LossGoldens.AssertClose("gaussian loss", losses, 1e-6);
        LossGoldens.AssertClose("gaussian mean gradient", gradient, 2e-6);
        LossGoldens.AssertClose("gaussian parameter gradient", sharedGradient, 2e-6);
    }

    [Fact]
    public void The_deviation_of_a_model_is_read_from_its_parameter()
    {
        using Autoencoder model = Create(SmallData.Smooth(5, 12));
        Assert.Equal(1, GaussianReconstruction.Deviation(model), 1e-5);
        Write(model, LossGoldens.Floats("gaussian parameter")[0]);
        Assert.Equal(LossGoldens.Doubles("gaussian deviation")[0], GaussianReconstruction.Deviation(model), 1e-7);

        using Autoencoder other = Autoencoder.Create(Presets.Vanilla(3), SmallData.Smooth(5, 12).Schema);
        Assert.Throws<ArgumentException>(() => GaussianReconstruction.Deviation(other));
    }

    [Fact]
    public void Training_finds_the_deviation_of_noise_that_no_latent_can_hold()
    {
        Rng rng = new(4);
        float[] values = new float[2000 * 6];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(0.3 * rng.NextGaussian());
        Dataset rows = Dataset.FromRows(values, 6, "noise");
        using Autoencoder model = Autoencoder.Create(
            Presets.Vae(1) with
            {
                Reconstruction = new GaussianReconstruction(),
                Preprocess = "none",
            },
            rows.Schema
        );
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 60, BatchSize = 64 });

        Assert.InRange(GaussianReconstruction.Deviation(model), 0.26, 0.32);
        // The entropy of such a row, 6 (½ log 2π e + log 0.3) = 1.289, is what no model can undercut for long.
        Assert.InRange(record.Epochs[^1].ValidationLoss!.Value, 1.1, 1.5);
    }

    [Theory]
    [InlineData(-1e30f)]
    [InlineData(-100f)]
    [InlineData(100f)]
    [InlineData(1e30f)]
    public void A_parameter_that_ran_away_gives_numbers_and_comes_back(float value)
    {
        Dataset rows = SmallData.Smooth(8, 12);
        using Autoencoder model = Create(rows);
        Write(model, value);
        using Optimizer optimizer = new AdamOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed: 1);
        ModelBatches loader = new(model, rows, 8);
        loader.StartEpoch();
        Assert.True(step.Load(loader, out _));

        Assert.True(double.IsFinite(step.Run(1e-3)));
        Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
        Assert.False(double.IsNaN(GaussianReconstruction.Deviation(model)));
    }

    [Fact]
    public void A_file_keeps_it_and_a_reconstruction_has_the_columns_of_a_row()
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(40, 12);
        using Autoencoder model = Create(rows);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = 8 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.NotEqual(1, GaussianReconstruction.Deviation(model), 1e-3);
        Assert.Equal(GaussianReconstruction.Deviation(model), GaussianReconstruction.Deviation(loaded));
        Assert.Single(model.Parameters.Values(Parameter));
    }

    private static Autoencoder Create(Dataset rows) =>
        Autoencoder.Create(Presets.Vanilla(3) with { Reconstruction = new GaussianReconstruction() }, rows.Schema);

    private static void Write(Autoencoder model, float value) =>
        model.Parameters.Kernels.Write(
            [value],
            model.Parameters.Parameters.Single(parameter => parameter.Name == Parameter).Value
        );
}
