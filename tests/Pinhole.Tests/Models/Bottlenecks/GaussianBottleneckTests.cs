using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Optimizers;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Bottlenecks;

public class GaussianBottleneckTests
{
    // Means (1, 2) and (0, −1); variances (1, 4) and (1, 1).
    private static readonly ParameterSet NoWeights = new(CpuKernels.Shared, []);

    private static readonly float[] Code = [1, 2, 0, MathF.Log(4), 0, -1, 0, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(0.25)]
    public void The_term_is_beta_times_the_mean_divergence(double beta)
    {
        // Of both rows: ½ (1 + 4 + 4 − 1 − log 4) and ½.
        double divergence = (((8 - Math.Log(4)) / 2) + 0.5) / 2;
        using Tape tape = new(CpuKernels.Shared);
        LossTerms terms = new();
        new GaussianBottleneck(beta).Forward(tape.Input(Code, new Shape(2, 4)), Pass.Training(NoWeights, 1, 0), terms);

        Assert.Equal("kl", terms.Name(0));
        Assert.Equal(beta * divergence, tape.ReadScalar(terms.Total), 1e-5);
    }

    [Theory]
    [InlineData(BetaSchedule.Linear, 0, 0)]
    [InlineData(BetaSchedule.Linear, 250, 0.25)]
    [InlineData(BetaSchedule.Linear, 5000, 1)]
    [InlineData(BetaSchedule.Cyclical, 250, 0.5)]
    [InlineData(BetaSchedule.Cyclical, 800, 1)]
    [InlineData(BetaSchedule.Cyclical, 1250, 0.5)]
    public void Beta_grows_by_its_schedule_in_training_and_is_whole_elsewhere(
        BetaSchedule schedule,
        long step,
        double share
    )
    {
        GaussianBottleneck bottleneck = new(Beta: 2, schedule, ScheduleSteps: 1000);
        double whole = Cost(new GaussianBottleneck(Beta: 2), Pass.Training(NoWeights, 1, step));

        Assert.Equal(share * whole, Cost(bottleneck, Pass.Training(NoWeights, 1, step)), 1e-5);
        Assert.Equal(whole, Cost(bottleneck, Pass.Evaluation(NoWeights, 1, step)), 1e-5);
    }

    [Fact]
    public void Free_bits_are_the_least_that_a_latent_costs()
    {
        // Over both rows: ½ (½ + 0) and ½ (½ (4 + 4 − 1 − log 4) + ½).
        double first = 0.25,
            second = ((7 - Math.Log(4)) / 4) + 0.25;

        Assert.Equal(first + second, Cost(new GaussianBottleneck(FreeBits: 0.1), Pass.Training(NoWeights, 1, 0)), 1e-5);
        Assert.Equal(1 + second, Cost(new GaussianBottleneck(FreeBits: 1), Pass.Training(NoWeights, 1, 0)), 1e-5);
        Assert.Equal(10, Cost(new GaussianBottleneck(FreeBits: 5), Pass.Training(NoWeights, 1, 0)), 1e-5);
    }

    [Fact]
    public void A_capacity_is_aimed_at_from_both_sides_and_grows()
    {
        double divergence = Cost(new GaussianBottleneck(), Pass.Training(NoWeights, 1, 0));
        GaussianBottleneck bottleneck = new(Beta: 3, ScheduleSteps: 100, Capacity: 20);

        Assert.Equal(3 * divergence, Cost(bottleneck, Pass.Training(NoWeights, 1, 0)), 1e-4);
        Assert.Equal(3 * Math.Abs(divergence - 10), Cost(bottleneck, Pass.Training(NoWeights, 1, 50)), 1e-4);
        Assert.Equal(3 * Math.Abs(divergence - 20), Cost(bottleneck, Pass.Training(NoWeights, 1, 1000)), 1e-4);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Refusal.Says(() => new GaussianBottleneck(Schedule: BetaSchedule.Linear).Validate(), "a schedule of 0 steps");
        Refusal.Says(
            () => new GaussianBottleneck(Schedule: (BetaSchedule)9, ScheduleSteps: 5).Validate(),
            "there is no schedule 9"
        );
        Refusal.Says(() => new GaussianBottleneck(FreeBits: -1).Validate(), "-1 free nats");
        Refusal.Says(() => new GaussianBottleneck(Capacity: -1).Validate(), "a capacity of -1 nats");
        Refusal.Says(
            () => new GaussianBottleneck(FreeBits: 1, Capacity: 1).Validate(),
            "a capacity goes with a constant β"
        );
    }

    [Fact]
    public void The_latent_is_a_sample_while_training_and_the_mean_afterwards()
    {
        using Tape tape = new(CpuKernels.Shared);
        GaussianBottleneck bottleneck = new();
        Tensor code = tape.Input(Code, new Shape(2, 4));
        float[] Sample(long step) =>
            Read(tape, bottleneck.Forward(code, Pass.Training(NoWeights, 1, step), new LossTerms()));

        Assert.Equal([1f, 2f, 0f, -1f], Read(tape, bottleneck.Latent(code)));
        Assert.All(Sample(0).Zip(Read(tape, bottleneck.Latent(code))), pair =>
            Assert.InRange(Math.Abs(pair.First - pair.Second), 1e-4, 14)
        );
        Assert.Equal(Sample(0), Sample(0));
        Assert.NotEqual(Sample(0), Sample(1));
    }

    [Fact]
    public void Encoding_by_hand_gives_the_mean_without_noise()
    {
        // Two numbers to a mean and a log-variance: μ = 2a + 3b + 1.
        AutoencoderOptions options = Presets.Vae(1) with { Network = new DenseNetwork([]), Preprocess = "none" };
        using Autoencoder model = Autoencoder.Create(options, new Schema { Columns = 2, Maximum = 1 });
        model.Parameters.Kernels.Write([2, 3, 5, 7], model.Parameters.Parameters[0].Value);
        model.Parameters.Kernels.Write([1, 3], model.Parameters.Parameters[1].Value);
        float[] latents = new float[2],
            again = new float[2];
        model.Encode([1, 0, 0, 1], latents);
        model.Encode([1, 0, 0, 1], again);

        Assert.Equal([3f, 4f], latents);
        Assert.Equal(latents, again);
    }

    [Fact]
    public void Training_keeps_a_part_of_the_latent_alive_and_rebuilds_what_it_can()
    {
        Dataset rows = Dataset.FromRows(
            [.. SmallData.Smooth(400, 30).Values().Select(value => value > 0.5f ? 1f : 0f)],
            30,
            "stripes"
        );
        using Autoencoder model = Autoencoder.Create(Presets.Vae(4), rows.Schema);
        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 300,
                BatchSize = 32,
                Optimizer = new AdamOptions { LearningRate = 5e-3 },
            }
        );

        // A stripe has a phase and a width: worth some nats, and fewer than it takes to know them exactly.
        double kl = record.Epochs[^1].Terms["kl"],
            ours = record.Train.Mse,
            pca = record.PcaTrain!.Mse;
        Assert.True(kl is > 3 and < 10 && ours < pca / 3, $"kl {kl}, mse {ours}, of PCA {pca}");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    [InlineData(double.PositiveInfinity)]
    public void A_beta_that_cannot_work_is_refused(double beta) =>
        Refusal.Says(
            () =>
                Autoencoder.Create(
                    Presets.Vae(3) with
                    {
                        Bottleneck = new GaussianBottleneck(beta),
                    },
                    new Schema { Columns = 12, Maximum = 1 }
                ),
            "a β of",
            "0 or more"
        );

    [Fact]
    public void A_code_too_large_to_count_is_refused() =>
        Refusal.Says(
            () => new GaussianBottleneck().CodeSize((int.MaxValue / 2) + 1),
            "a latent of 1073741824",
            "smaller"
        );

    [Fact]
    public void Beta_is_kept_in_a_model_file()
    {
        using TestFolder folder = new();
        using Autoencoder model = Autoencoder.Create(
            Presets.Vae(3) with
            {
                Bottleneck = new GaussianBottleneck(0.25),
            },
            new Schema { Columns = 12, Maximum = 1 }
        );
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(new GaussianBottleneck(0.25), loaded.Options.Bottleneck);
    }

    private static double Cost(GaussianBottleneck bottleneck, Pass pass)
    {
        using Tape tape = new(CpuKernels.Shared);
        LossTerms terms = new();
        bottleneck.Forward(tape.Input(Code, new Shape(2, 4)), pass, terms);
        return tape.ReadScalar(terms.Total);
    }

    private static float[] Read(Tape tape, Tensor tensor)
    {
        float[] values = new float[tensor.Shape.Length];
        tape.Read(tensor, values);
        return values;
    }
}
