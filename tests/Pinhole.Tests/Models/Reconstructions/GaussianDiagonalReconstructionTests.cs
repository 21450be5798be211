using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Optimizers;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Reconstructions;

public class GaussianDiagonalReconstructionTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" weighted")]
    public void Loss_and_gradients_are_those_of_PyTorch(string kind)
    {
        using Autoencoder model = Create(new Schema { Columns = 5 });
        Parameter parameter = model.Parameters.Find("reconstruction.logVariance");
        model.Parameters.Kernels.Write(LossGoldens.Floats("gaussian-diagonal parameter"), parameter.Value);
        using Tape tape = new(CpuKernels.Shared);
        Shape shape = new(3, 5);
        Tensor mean = tape.Variable(LossGoldens.Floats("gaussian-diagonal mean"), shape),
            target = tape.Input(LossGoldens.Floats("gaussian-diagonal target"), shape);
        Tensor? weights = kind.Length == 0 ? null : tape.Input(LossGoldens.Floats("gaussian-diagonal weights"), shape);
        Tensor loss = model.Reconstruction.Loss(
            mean,
            new Batch(target, target, Weights: weights),
            Pass.Training(model.Parameters, 1, 0)
        );
        float[] losses = new float[3],
            gradient = new float[15],
            parameterGradient = new float[5];
        tape.Read(loss, losses);
        tape.Backward(loss.Mean());
        tape.ReadGradient(mean, gradient);
        model.Parameters.Kernels.Read(parameter.Gradient, parameterGradient);

        LossGoldens.AssertClose($"gaussian-diagonal{kind} loss", losses, 1e-6);
        LossGoldens.AssertClose($"gaussian-diagonal{kind} mean gradient", gradient, 2e-6);
        LossGoldens.AssertClose($"gaussian-diagonal{kind} parameter gradient", parameterGradient, 2e-6);
        double[] expected = LossGoldens.Doubles("gaussian-diagonal deviations");
        Assert.All(expected.Zip(GaussianDiagonalReconstruction.Deviations(model)), pair =>
            Assert.Equal(1, pair.Second / pair.First, 1e-6)
        );
    }

    [Fact]
    public void Each_feature_finds_the_deviation_of_its_own_noise()
    {
        double[] deviations = [0.1, 0.3, 1, 2];
        Rng rng = new(4);
        float[] values = new float[2000 * deviations.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(deviations[i % deviations.Length] * rng.NextGaussian());
        Dataset rows = Dataset.FromRows(values, deviations.Length, "noise");
        using Autoencoder model = Create(rows.Schema);
        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 60,
                BatchSize = 64,
                Optimizer = new AdamOptions { LearningRate = 1e-2 },
            }
        );

        Assert.All(deviations.Zip(GaussianDiagonalReconstruction.Deviations(model)), pair =>
            Assert.InRange(pair.Second / pair.First, 0.8, 1.1)
        );
        // The entropy of such a row, Σ ½ log 2πe σ², is what no model can undercut for long.
        double entropy = deviations.Sum(deviation => 0.5 * Math.Log(2 * Math.PI * Math.E * deviation * deviation));
        Assert.InRange(record.Epochs[^1].ValidationLoss!.Value, entropy - 0.3, entropy + 0.3);
        LearnedFigure[] learned = [.. model.Reconstruction.Learned(model)];
        Assert.Equal(["minimumSigma", "maximumSigma"], learned.Select(figure => figure.Name));
        Assert.True(learned[0].Value < learned[1].Value);
    }

    private static Autoencoder Create(Schema schema) =>
        Autoencoder.Create(
            Presets.Vae(1) with
            {
                Reconstruction = new GaussianDiagonalReconstruction(),
                Preprocess = "none",
            },
            schema
        );
}
