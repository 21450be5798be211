using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Optimizers;
using Pinhole.Pieces;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>What every preset must do with every loss; a new preset is tested by being in the registry.</summary>
public class ModelContractTests
{
    /// <summary>Every preset with every loss: for gradients, in whose formulas both meet.</summary>
    public static TheoryData<string, string> Models
    {
        get
        {
            TheoryData<string, string> models = [];
            foreach (string preset in Presets.Names)
            {
                foreach (string loss in Reconstruction.Names)
                    models.Add(preset, loss);
            }

            return models;
        }
    }

    [Theory]
    [ModelPairs]
    public void Learns_eight_rows_by_heart(string preset, string loss)
    {
        Dataset rows = SmallData.For(loss, SmallData.Smooth(8, 12));
        AutoencoderOptions options = Presets.Create(preset, latent: 6, activation: Activation.Tanh);
        // Penalties and noise keep a model from learning rows by heart, which is what they are for; so here there are
        // none.
        options = options with
        {
            Corruption = new NoCorruption(),
            Bottleneck =
                options.Bottleneck.HasGaussianCode ? new GaussianBottleneck(Beta: 0)
                : options.Bottleneck.Describe().Find("sparsity-weight") is Setting<Bottleneck> weight
                    ? weight.With(options.Bottleneck, 0.0)
                : options.Bottleneck,
        };
        using Autoencoder model = Autoencoder.Create(
            options with
            {
                Reconstruction = Reconstruction.Create(loss),
            },
            rows.Schema
        );
        double before = Metrics.Reconstruction(model, rows).Mse;

        Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 1500,
                BatchSize = 8,
                ValidationShare = 0,
                Optimizer = new AdamOptions { LearningRate = 1e-2 },
            },
            new UntilLearnt(() => Learnt(Metrics.Reconstruction(model, rows).Mse / 0.8))
        );

        double after = Metrics.Reconstruction(model, rows).Mse;
        Assert.True(Learnt(after), $"the error fell from {before} to {after} only");
        bool Learnt(double error) => error < 1e-3 && error < before / 50;
    }

    [Theory]
    [ModelPairs]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads(string preset, string loss)
    {
        Dataset rows = SmallData.For(loss, SmallData.Smooth(120, 180));
        float[][] weights = new float[3][];
        double[][] losses = new double[3][];
        for (int i = 0; i < 3; i++)
        {
            using Kernels kernels = CpuKernels.Create(threads: i + 1);
            using Autoencoder model = Create(preset, loss, rows, latent: 20, seed: 7, kernels);
            TrainingRecord record = Trainer.Fit(
                model,
                rows,
                new TrainingOptions
                {
                    Epochs = 2,
                    BatchSize = 64,
                    Seed = 7,
                    ClipNorm = 1,
                }
            );
            weights[i] = model.Weights();
            losses[i] =
            [
                .. record.Epochs.Select(epoch => epoch.ValidationLoss!.Value),
                record.Train.Mse,
                record.PcaTrain!.Mse,
            ];
        }

        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
        Assert.Equal(losses[0], losses[1]);
        Assert.Equal(losses[0], losses[2]);
    }

    [Theory]
    [ModelPairs]
    public void Another_seed_gives_other_weights(string preset, string loss)
    {
        Dataset rows = SmallData.For(loss, SmallData.Smooth(40, 12));
        float[] Train(ulong seed, ulong trainingSeed)
        {
            using Autoencoder model = Create(preset, loss, rows, latent: 3, seed);
            Trainer.Fit(
                model,
                rows,
                new TrainingOptions
                {
                    Epochs = 1,
                    BatchSize = 16,
                    Seed = trainingSeed,
                }
            );
            return model.Weights();
        }

        Assert.NotEqual(Train(1, 1), Train(2, 1));
        Assert.NotEqual(Train(1, 1), Train(1, 2));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_gradient_is_the_slope_of_the_loss(string preset, string loss)
    {
        // Zeros and ones lie beyond what a sigmoid reaches, so no error crosses the kinks of the losses.
        Dataset rows = SmallData.For(loss, SmallData.Binary(6, 10));
        AutoencoderOptions options = Options(preset, loss, rows, latent: 4);
        options = options with { Network = options.Network with { Activation = Activation.Tanh } };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 3);

        // A linear output errs more before any training, and a deviation that is far from the errors has a curved loss.
        bool isCurved = model.Options is { Network: ResidualNetwork, Reconstruction: GaussianReconstruction };
        GradientCheck.Verify(model, rows.Values(), distance: isCurved ? 4e-3 : 1e-2);
    }

    [Theory]
    [ModelPairs]
    public void A_training_step_allocates_nothing_once_warm(string preset, string loss)
    {
        Dataset rows = SmallData.For(loss, SmallData.Smooth(32, 40));
        using Autoencoder model = Create(preset, loss, rows, latent: 4);
        using Optimizer optimizer = new AdamOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 1, seed: 1);
        ModelBatches loader = new(model, rows, 20, new Engine.Random.Rng(1));
        void Epoch()
        {
            loader.StartEpoch();
            while (step.Load(loader, out _))
            {
                step.Run(1e-3);
                step.ReadTerm(0);
            }
        }

        Assert.Equal(0, Allocation.AfterWarmUp(Epoch));
    }

    [Theory]
    [ModelPairs]
    public void Encode_decode_and_reconstruct_allocate_nothing_once_warm(string preset, string loss)
    {
        Dataset rows = SmallData.For(loss, SmallData.Smooth(5, 40, scale: loss == "bce" ? 1 : 7));
        float[] values = rows.Values(),
            latents = new float[5 * 4],
            back = new float[values.Length];
        using Autoencoder model = Create(preset, loss, rows, latent: 4);
        model.FitPreprocessing(rows);
        float[] conditions = model.Conditions(rows);

        Assert.Equal(0, Allocation.AfterWarmUp(() => model.Encode(values, latents, conditions)));
        Assert.Equal(0, Allocation.AfterWarmUp(() => model.Decode(latents, back, conditions)));
        Assert.Equal(0, Allocation.AfterWarmUp(() => model.Reconstruct(values, back, conditions)));
    }

    [Theory]
    [ModelPairs]
    public void Rows_of_another_width_are_refused_with_both_widths(string preset, string loss)
    {
        Dataset rows = SmallData.Smooth(20, 12),
            wider = SmallData.Smooth(20, 13);
        using Autoencoder model = Create(preset, loss, rows, latent: 5);

        Data.Refusal.Says(() => Trainer.Fit(model, wider), "12", "13", "smooth");
        Data.Refusal.Says(() => Metrics.Reconstruction(model, wider), "12", "13", "smooth");
        string encode = Assert.Throws<ArgumentException>(() => model.Encode(new float[13], new float[5])).Message;
        Assert.Contains("12", encode, StringComparison.Ordinal);
        Assert.Contains("13", encode, StringComparison.Ordinal);
        string decode = Assert.Throws<ArgumentException>(() => model.Decode(new float[6], new float[12])).Message;
        Assert.Contains("5", decode, StringComparison.Ordinal);
        Assert.Contains("6", decode, StringComparison.Ordinal);
        string room = Assert.Throws<ArgumentException>(() => model.Encode(new float[24], new float[9])).Message;
        Assert.Contains("10", room, StringComparison.Ordinal);
        Assert.Contains("9", room, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Reconstruct(new float[24], new float[12]));
    }

    [Theory]
    [ModelPairs]
    public void The_terms_of_the_loss_add_up(string preset, string loss)
    {
        Dataset rows = SmallData.For(loss, SmallData.Smooth(50, 12));
        using Autoencoder model = Create(preset, loss, rows, latent: 3);

        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 16 });

        Assert.All(record.Epochs, epoch =>
        {
            Assert.Contains("reconstruction", epoch.Terms.Keys);
            Assert.Equal(1, epoch.Terms.Values.Sum() / epoch.Loss, 1e-5);
        });
    }

    internal static AutoencoderOptions Options(string preset, string loss, Dataset rows, int latent) =>
        Presets.Create(preset, latent) with
        {
            Reconstruction = Reconstruction.Create(loss),
        };

    internal static Autoencoder Create(
        string preset,
        string loss,
        Dataset rows,
        int latent,
        ulong seed = 1,
        Kernels? kernels = null
    ) => Autoencoder.Create(Options(preset, loss, rows, latent), rows.Schema, seed, kernels);
}
