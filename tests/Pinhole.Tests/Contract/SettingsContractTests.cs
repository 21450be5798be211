using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Optimizers;
using Pinhole.Tests.Data;
using Pinhole.Tests.Training;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>What the contract asks of every preset, of each of <see cref="Settings"/>.</summary>
public class SettingsContractTests
{
    public static TheoryData<string> Names => [.. Settings.All.Keys];

    /// <summary>
    /// Those whose loss in training is a smooth function of their weights: no detached latent, no moving average, no
    /// second pass.
    /// </summary>
    public static TheoryData<string> SmoothInTraining =>
        [
            .. Settings
                .All.Where(setting =>
                    setting.Value
                        is {
                            Bottleneck: not (
                                TopKBottleneck { AuxiliaryWeight: > 0 }
                                or SparseBottleneck { RunningAverage: > 0 }
                            ),
                            Reconstruction: not (
                                AbsoluteErrorReconstruction
                                or HuberReconstruction
                                or GaussianReconstruction
                            ),
                            Regularizers.Count: 0,
                        }
                )
                .Select(setting => setting.Key),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_the_loss_that_is_measured(string name)
    {
        Dataset rows = Settings.Rows(name, SmallData.Binary(12, 10));
        using Autoencoder model = Create(name, rows);
        float[] before = Statistics(model);

        GradientCheck.Verify(model, rows.Values(), PassKind.Evaluation, Distance(name));
        Assert.Equal(before, Statistics(model));
    }

    [Theory]
    [MemberData(nameof(SmoothInTraining))]
    public void The_gradient_is_the_slope_of_the_loss_in_training(string name)
    {
        Dataset rows = Settings.Rows(name, SmallData.Binary(12, 10));
        // With few units, dropout leaves some parameters without any gradient.
        using Autoencoder model = HasDropout(name) ? Create(name, rows, 31, 29) : Create(name, rows);

        // What the code's bias adds to every row alike, the normalization of the decoder's first layer takes away
        // again. The encoder of an importance-weighted bound learns by a gradient that is the bound's in the mean
        // alone: see its own tests.
        GradientCheck.Verify(
            model,
            rows.Values(),
            PassKind.Training,
            Distance(name),
            unfelt: name == "batch" ? "encoder.2.bias" : null,
            part: model.Options.Bottleneck is GaussianBottleneck { Samples: > 1 } ? "decoder." : ""
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_from_a_file_gives_the_same_bits(string name)
    {
        using TestFolder folder = new();
        Dataset rows = Settings.Rows(name, SmallData.Smooth(40, 12));
        using Autoencoder model = Create(name, rows);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 16 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(model.Options.GetHashCode(), loaded.Options.GetHashCode());
        Assert.Equal(Statistics(model), Statistics(loaded));
        Assert.Equal(Reconstruct(model, rows), Reconstruct(loaded, rows));
        Assert.Equal(model.Loss(rows.Values()), loaded.Loss(rows.Values()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stop_leaves_no_trace(string name)
    {
        foreach (long stop in new long[] { 1, 8, 12 })
        {
            Resumption.AssertSameBits(
                Settings.All[name] with
                {
                    Preprocess = Settings.Preprocess(name, "minmax"),
                },
                Settings.Rows(name, SmallData.Smooth(60, 25, scale: 3)),
                new TrainingOptions
                {
                    Epochs = 4,
                    BatchSize = 10,
                    Seed = 5,
                    ClipNorm = stop == 8 ? 1 : 0,
                },
                progress => progress.Step < stop
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_and_a_reconstruction_allocate_nothing_once_warm(string name)
    {
        Dataset rows = Settings.Rows(name, SmallData.Smooth(41, 40));
        using Autoencoder model = Create(name, rows);
        using Optimizer optimizer = new AdamOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed: 1);
        // Batches of 20, 20 and one row.
        ModelBatches loader = new(model, rows, 20, new Engine.Random.Rng(1));
        float[] values = rows.Values(),
            back = new float[rows.Rows * model.OutputColumns],
            conditions = model.Conditions(rows);

        Assert.Equal(
            0,
            Allocation.AfterWarmUp(() =>
            {
                loader.StartEpoch();
                while (step.Load(loader, out _))
                    step.Run(1e-3);
            })
        );
        Assert.Equal(0, Allocation.AfterWarmUp(() => model.Reconstruct(values, back, conditions)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_ends_in_the_same_bits_on_any_number_of_threads(string name)
    {
        // Large enough that products are shared out among threads; images cost a hundred times as much.
        bool images = Settings.All[name].Network is ConvolutionalNetwork;
        Dataset rows = Settings.Rows(name, images ? SmallData.Smooth(150, 132) : SmallData.Smooth(333, 132));
        float[] one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(3));

        float[] Train(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads, cores: threads);
            AutoencoderOptions options = Settings.All[name];
            options = options with
            {
                Latent = 90,
                Network =
                    images || options.Network is DenseNetwork { Hidden.Count: 0 }
                        ? options.Network
                        : Wider(options.Network, 256, 91),
            };
            using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 7, kernels);
            Trainer.Fit(
                model,
                rows,
                new TrainingOptions
                {
                    Epochs = 3,
                    BatchSize = 97,
                    Seed = 7,
                    Optimizer = new AdamWOptions(),
                }
            );
            float[] weights = [.. model.Weights(), .. Reconstruct(model, rows)];
            Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
            return weights;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_of_one_row_and_data_scaled_by_a_million_give_numbers(string name)
    {
        bool needsLimits =
            Settings.All[name]
            is { Corruption: SaltAndPepperCorruption or GaussianCorruption { Clipped: true } }
                or { Reconstruction.OnLogits: true }
                or { DynamicBinarization: true };
        AssertNumbers(SmallData.Smooth(10, 12), "auto", batchSize: 1);
        AssertNumbers(SmallData.Smooth(10, 12), "auto", batchSize: 8);
        AssertNumbers(SmallData.FromRows(new float[30 * 12], 12, "zeros"), "auto", batchSize: 8);
        foreach (string preprocess in needsLimits ? ["minmax"] : new[] { "none", "minmax", "standardize" })
            AssertNumbers(SmallData.Smooth(30, 12, scale: 1e6f), preprocess, batchSize: 8);

        void AssertNumbers(Dataset rows, string preprocess, int batchSize)
        {
            rows = Settings.Rows(name, rows);
            using Autoencoder model = Autoencoder.Create(
                Settings.All[name] with
                {
                    Preprocess = Settings.Preprocess(name, preprocess),
                },
                rows.Schema
            );
            TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = batchSize });
            Assert.Equal(StopReason.Finished, record.StopReason);
            Assert.All(record.Epochs, epoch =>
                Assert.True(double.IsFinite(epoch.Loss) && double.IsFinite(epoch.ValidationLoss!.Value))
            );
            Assert.All(record.Epochs, epoch =>
                Assert.Equal(epoch.Loss, epoch.Terms.Values.Sum(), 1e-5 * Math.Max(1, epoch.Terms.Values.Sum(Math.Abs)))
            );
            Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
            Assert.All(Reconstruct(model, rows), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learns_eight_rows(string name)
    {
        Dataset rows = Settings.Rows(name, SmallData.Smooth(8, 12));
        AutoencoderOptions options = Settings.All[name] with { Latent = 6 };
        // Noise and penalties keep a model from learning rows by heart, which is what they are for; it shall come near.
        double least = options switch
        {
            // Knowing the class, log 3 nats, hardly pays for a latent.
            { Reconstruction: CategoricalReconstruction, Bottleneck: GaussianBottleneck } => 1.2,
            { Regularizers.Count: > 0 } or { Bottleneck: GaussianBottleneck { Beta: > 1 } } => 1.25,
            // More units than the decoder has learned from.
            { Bottleneck: TopKBottleneck { EncodedUnits: not null } } => 5,
            { Corruption: not NoCorruption } or { Bottleneck: GaussianBottleneck or SparseBottleneck } => 2,
            _ => HasDropout(name) ? 2 : 50,
        };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema);
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
            // Training ends with the weights of its best epoch, which may be a little behind those of its last.
            new UntilLearnt(() => Metrics.Reconstruction(model, rows).Mse < 0.8 * before / least)
        );
        double after = Metrics.Reconstruction(model, rows).Mse;
        Assert.True(after < before / least, $"the error fell from {before} to {after} only");
    }

    private static Autoencoder Create(string name, Dataset rows, int? first = null, int? second = null)
    {
        AutoencoderOptions options = Settings.All[name];
        if (first is int wide && second is int narrow)
            options = options with { Network = Wider(options.Network, wide, narrow) };
        return Autoencoder.Create(options, rows.Schema, seed: 3);
    }

    // Normalized convolutions begin so flat, and a Gaussian's loss is so large, that a short way would drown in
    // rounding.
    private static double Distance(string name) =>
        Settings.All[name] switch
        {
            { Network: ConvolutionalNetwork { Normalization: Normalization.Batch } } => 2e-2,
            { Reconstruction: GaussianReconstruction or GaussianDiagonalReconstruction } => 1e-2,
            _ => 2e-3,
        };

    private static bool HasDropout(string name) =>
        Settings.All[name].Network is DenseNetwork { Dropout: > 0 } or ConvolutionalNetwork { Dropout: > 0 };

    private static Network Wider(Network network, int first, int second) =>
        network switch
        {
            DenseNetwork dense => dense with { Hidden = [first, second] },
            ConvolutionalNetwork convolutional => convolutional with { Channels = [first, second] },
            _ => network,
        };

    private static float[] Reconstruct(Autoencoder model, Dataset rows)
    {
        float[] back = new float[rows.Rows * model.OutputColumns];
        model.Reconstruct(rows.Values(), back, model.Conditions(rows));
        return back;
    }

    private static float[] Statistics(Autoencoder model) =>
        [
            .. model
                .Parameters.Parameters.Where(parameter => parameter.IsStatistic)
                .SelectMany(parameter =>
                {
                    float[] values = new float[parameter.Shape.Length];
                    model.Parameters.Kernels.Read(parameter.Value, values);
                    return values;
                }),
        ];
}
