using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Reconstructions;
using Pinhole.Pieces;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Reconstructions;

public class ReconstructionTests
{
    [Theory]
    [InlineData("mse", 0.25 + 4)]
    [InlineData("mae", 0.5 + 2)]
    [InlineData("huber", 0.125 + 1.5)]
    public void Losses_are_sums_over_features(string name, double expected) =>
        Assert.Equal(expected, Loss(Reconstruction.Create(name), [1.5f, 0f], [1f, 2f]), 1e-6);

    [Fact]
    public void The_Bernoulli_loss_is_in_nats() =>
        // At the logit 0 each value costs log 2; at log 3, a probability of 3/4, a one costs log 4/3.
        Assert.Equal(
            Math.Log(2) + Math.Log(4.0 / 3),
            Loss(new BernoulliReconstruction(), [0f, MathF.Log(3)], [0.3f, 1f]),
            1e-6
        );

    [Fact]
    public void The_categorical_loss_agrees_with_PyTorch()
    {
        CategoricalReconstruction loss = new();
        using Tape tape = new(CpuKernels.Shared);
        Shape shape = new(4, 6);
        Tensor logits = tape.Variable(LossGoldens.Floats("categorical logits"), shape);
        Tensor costs = loss.Loss(
                logits,
                new Batch(tape.Input(LossGoldens.Floats("categorical target"), shape)),
                default
            ),
            mean = loss.Mean(logits, default);
        float[] found = new float[4],
            gradient = new float[24],
            shares = new float[24];
        tape.Read(costs, found);
        tape.Read(mean, shares);
        tape.Backward(costs.Mean());
        tape.ReadGradient(logits, gradient);
        LossGoldens.AssertClose("categorical loss", found, 1e-6);
        LossGoldens.AssertClose("categorical gradient", gradient, 1e-6);
        LossGoldens.AssertClose("categorical mean", shares, 1e-6);
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("mae")]
    [InlineData("huber")]
    [InlineData("bce")]
    [InlineData("poisson")]
    public void A_weighted_loss_is_the_sum_of_what_each_number_costs_alone(string name)
    {
        Reconstruction loss = Reconstruction.Create(name);
        float[] output = [1.5f, 0f, -2f, 0.25f],
            target = [1f, name == "poisson" ? 3f : 0.5f, 0f, name == "poisson" ? 7f : 0.75f],
            weights = [2f, 0f, 0.5f, 1f];
        using Tape tape = new(CpuKernels.Shared);
        Shape shape = new(1, 4);
        Tensor weighted = tape.Variable(output, shape),
            alone = tape.Variable(output, new Shape(4, 1));
        Tensor targets = tape.Input(target, shape),
            single = tape.Input(target, new Shape(4, 1));
        Batch batch = new(targets, targets, Weights: tape.Input(weights, shape));
        Tensor total = loss.Loss(weighted, batch, default).Sum();
        Tensor sum = (loss.Loss(alone, new Batch(single), default) * tape.Input(weights, new Shape(4))).Sum();
        float[] found = new float[4],
            expected = new float[4];
        tape.Backward(total);
        tape.ReadGradient(weighted, found);
        tape.Backward(sum);
        tape.ReadGradient(alone, expected);

        Assert.Equal(tape.ReadScalar(sum), tape.ReadScalar(total), 1e-6);
        Assert.Equal(expected, found, (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void A_loss_of_ones_own_without_weights_is_refused_where_they_are_asked_for()
    {
        Dataset rows = SmallData.Smooth(20, 12);
        AutoencoderOptions options = Presets.Vanilla(3) with
        {
            Reconstruction = new Charbonnier(),
            Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0)),
        };
        Refusal.Says(
            () => Autoencoder.Create(options, rows.Schema),
            "cannot weight corrupted numbers",
            "`Reconstruction`"
        );
    }

    [Fact]
    public void Every_name_gives_a_loss_and_others_are_refused_with_the_nearest()
    {
        Assert.Equal(
            Reconstruction.Names.Count,
            Reconstruction.Names.Select(name => Reconstruction.Create(name).GetType()).Distinct().Count()
        );
        Refusal.Says(
            () => Reconstruction.Create("mes"),
            "unknown loss 'mes'",
            "did you mean 'mse'?",
            "mse, mae, huber, bce, categorical, gaussian, gaussian-diagonal, poisson"
        );
    }

    [Fact]
    public void A_loss_of_ones_own_trains()
    {
        Dataset rows = SmallData.Smooth(60, 12);
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(3) with
            {
                Reconstruction = new Charbonnier(),
            },
            rows.Schema
        );
        double before = Metrics.Reconstruction(model, rows).Mae;
        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 100,
                Patience = 0,
                BatchSize = 8,
                Optimizer = new Pinhole.Optimizers.AdamOptions { LearningRate = 1e-2 },
            }
        );

        Assert.Equal(StopReason.Finished, record.StopReason);
        Assert.True(Metrics.Reconstruction(model, rows).Mae < before / 2);
        GradientCheck.Verify(model, SmallData.Binary(6, 12).Values());
    }

    [Fact]
    public void A_model_with_a_loss_of_ones_own_is_not_written_and_says_why()
    {
        using TestFolder folder = new();
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(3) with
            {
                Reconstruction = new Charbonnier(),
            },
            new Schema { Columns = 12 }
        );

        NotSupportedException refusal = Assert.Throws<NotSupportedException>(() =>
            ModelFile.Write(model, folder.Path("model.safetensors"))
        );
        Assert.Contains(nameof(Charbonnier), refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Empty(folder.Names);
    }

    private static float Loss(Reconstruction reconstruction, float[] output, float[] target)
    {
        using Tape tape = new(Engine.Kernels.Cpu.CpuKernels.Shared, recording: false);
        return tape.ReadScalar(
            reconstruction.Loss(
                tape.Input(output, new Shape(1, 2)),
                new Batch(tape.Input(target, new Shape(1, 2))),
                default
            )
        );
    }

    /// <summary>A smooth absolute error, √((x − x̂)² + ε²), summed over features (Charbonnier et al. 1994).</summary>
    private sealed record Charbonnier(float Epsilon = 1e-3f) : Reconstruction
    {
        private static readonly PieceDescription<Reconstruction> Description = new PieceDescription<
            Reconstruction,
            Charbonnier
        >("charbonnier", "A piece from outside the library", new(), _ => "charbonnier");

        public override PieceDescription<Reconstruction> Describe() => Description;

        public override Tensor Loss(Tensor output, Batch batch, Pass pass) =>
            ((output - batch.For(output).Targets).Square() + (Epsilon * Epsilon)).Sqrt().SumFeatures();
    }
}
