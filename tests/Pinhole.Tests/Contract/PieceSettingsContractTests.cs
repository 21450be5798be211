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

/// <summary>What the contract asks of every preset, of models whose bottleneck or corruption has settings that no preset has.</summary>
public class PieceSettingsContractTests
{
    private static readonly Dictionary<string, AutoencoderOptions> Cases = new()
    {
        ["topk"] = Deep with { Bottleneck = new TopKBottleneck(3, AuxiliaryWeight: 0) },
        ["topk, all units"] = Deep with { Bottleneck = new TopKBottleneck(6) },
        ["topk, revived"] = Deep with { Bottleneck = new TopKBottleneck(2, AuxiliaryUnits: 3, DeadAfter: 20) },
        ["topk, batch normalization"] = Deep with
        {
            Network = new DenseNetwork([11, 9], Activation.Tanh, Normalization: Normalization.Batch, Dropout: 0.1),
            Bottleneck = new TopKBottleneck(2, AuxiliaryWeight: 1, DeadAfter: 20),
            Reconstruction = new BernoulliReconstruction(),
        },
        ["running average"] = Deep with { Bottleneck = new SparseBottleneck(0.2, RunningAverage: 0.9) },
        ["sigmoid latent"] = Deep with { Bottleneck = new DeterministicBottleneck(Activation.Sigmoid) },
        ["gelu latent"] = Deep with { Bottleneck = new DeterministicBottleneck(Activation.Gelu) },
        ["emphasis"] = Deep with { Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)) },
        ["emphasis, bce"] = Deep with { Corruption = new SaltAndPepperCorruption(0.4, Emphasis: new Emphasis(2, 0)), Reconstruction = new BernoulliReconstruction() },
        ["emphasis, mae"] = Deep with { Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)), Reconstruction = new AbsoluteErrorReconstruction() },
        ["emphasis, huber"] = Deep with { Corruption = new MaskingCorruption(0.3, new Emphasis(3)), Reconstruction = new HuberReconstruction(0.3) },
        ["emphasis, topk, revived"] = Deep with
        {
            Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)),
            Bottleneck = new TopKBottleneck(2, AuxiliaryUnits: 3, DeadAfter: 20),
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static AutoencoderOptions Deep => Presets.Deep(6) with { Network = new DenseNetwork([11, 9], Activation.Tanh) };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_the_loss_that_is_measured(string name)
    {
        Dataset rows = SmallData.Binary(12, 10);
        using Autoencoder model = Autoencoder.Create(Cases[name], rows.Schema, seed: 3);
        float[] before = Statistics(model);

        GradientCheck.Verify(model, rows.Values(), distance: 2e-3);
        Assert.Equal(before, Statistics(model));
        if (name is "topk" or "sigmoid latent" or "emphasis" or "emphasis, bce")
            GradientCheck.Verify(model, rows.Values(), PassKind.Training, distance: 2e-3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_from_a_file_gives_the_same_bits(string name)
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(40, 12);
        using Autoencoder model = Autoencoder.Create(Cases[name], rows.Schema, seed: 2);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 16 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(Statistics(model), Statistics(loaded));
        Assert.Equal(Reconstruct(model, rows), Reconstruct(loaded, rows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stop_leaves_no_trace(string name)
    {
        foreach (long stop in new long[] { 1, 8, 12 })
        {
            Resumption.AssertSameBits(
                Cases[name],
                SmallData.Smooth(60, 25),
                new TrainingOptions { Epochs = 4, BatchSize = 10, Seed = 5, ClipNorm = stop == 8 ? 1 : 0 },
                progress => progress.Step < stop);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_and_a_reconstruction_allocate_nothing_once_warm(string name)
    {
        Dataset rows = SmallData.Smooth(41, 40);
        using Autoencoder model = Autoencoder.Create(Cases[name], rows.Schema);
        using Optimizer optimizer = new AdamOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed: 1);
        // Batches of 20, 20 and one row.
        ModelBatches loader = new(model, rows, 20, new Engine.Random.Rng(1));
        float[] values = rows.Values(), back = new float[values.Length];

        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            loader.StartEpoch();
            while (step.Load(loader, out _))
                step.Run(1e-3);
        }));
        Assert.Equal(0, Allocation.AfterWarmUp(() => model.Reconstruct(values, back)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_ends_in_the_same_bits_on_any_number_of_threads(string name)
    {
        Dataset rows = SmallData.Smooth(333, 131);
        AutoencoderOptions options = Cases[name] with { Latent = 200 };
        options = options with { Network = (DenseNetwork)options.Network with { Hidden = [256, 91] } };
        float[] one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(3));

        float[] Train(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads, cores: threads);
            using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 7, kernels);
            Trainer.Fit(model, rows, new TrainingOptions { Epochs = 4, BatchSize = 97, Seed = 7, Optimizer = new AdamWOptions() });
            float[] weights = [.. model.Weights(), .. Reconstruct(model, rows)];
            Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
            return weights;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_of_one_row_and_data_scaled_by_a_million_give_numbers(string name)
    {
        bool needsLimits = Cases[name].Corruption is SaltAndPepperCorruption || Cases[name].Reconstruction.OnLogits;
        AssertNumbers(SmallData.Smooth(10, 12), "auto", batchSize: 1);
        AssertNumbers(SmallData.Smooth(10, 12), "auto", batchSize: 8);
        AssertNumbers(Dataset.FromRows(new float[30 * 12], 12, "zeros"), "auto", batchSize: 8);
        foreach (string preprocess in needsLimits ? ["minmax"] : new[] { "none", "minmax", "standardize" })
            AssertNumbers(SmallData.Smooth(30, 12, scale: 1e6f), preprocess, batchSize: 8);

        void AssertNumbers(Dataset rows, string preprocess, int batchSize)
        {
            using Autoencoder model = Autoencoder.Create(Cases[name] with { Preprocess = preprocess }, rows.Schema);
            TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = batchSize });
            Assert.Equal(StopReason.Finished, record.StopReason);
            Assert.All(record.Epochs, epoch => Assert.True(double.IsFinite(epoch.Loss) && double.IsFinite(epoch.ValidationLoss!.Value)));
            Assert.All(record.Epochs, epoch => Assert.Equal(epoch.Loss, epoch.Terms.Values.Sum(), 1e-5 * Math.Abs(epoch.Loss)));
            Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
            Assert.All(Reconstruct(model, rows), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learns_eight_rows(string name)
    {
        Dataset rows = SmallData.Smooth(8, 12);
        // Corruption, dropout and sparsity keep a model from learning rows by heart; it shall come near.
        bool held = Cases[name].Corruption is not NoCorruption || name is "running average" or "topk, batch normalization";
        using Autoencoder model = Autoencoder.Create(Cases[name], rows.Schema);
        double before = Metrics.Reconstruction(model, rows).Mse;
        Trainer.Fit(model, rows, new TrainingOptions
        {
            Epochs = 1500,
            BatchSize = 8,
            ValidationShare = 0,
            Optimizer = new AdamOptions { LearningRate = 1e-2 },
        });
        double after = Metrics.Reconstruction(model, rows).Mse;
        Assert.True(after < before / (held ? 2 : 50), $"the error fell from {before} to {after} only");
    }

    private static float[] Reconstruct(Autoencoder model, Dataset rows)
    {
        float[] back = new float[rows.Rows * rows.Columns];
        model.Reconstruct(rows.Values(), back);
        return back;
    }

    private static float[] Statistics(Autoencoder model) =>
    [
        .. model.Parameters.Parameters.Where(parameter => parameter.IsStatistic).SelectMany(parameter =>
        {
            float[] values = new float[parameter.Shape.Length];
            model.Parameters.Kernels.Read(parameter.Value, values);
            return values;
        }),
    ];
}
