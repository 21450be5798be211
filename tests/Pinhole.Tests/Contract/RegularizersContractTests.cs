using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;
using Pinhole.Optimizers;
using Pinhole.Tests.Data;
using Pinhole.Tests.Training;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>What the contract asks of every preset, of models that pay for weights or for a latent that jumps.</summary>
public class RegularizersContractTests
{
    private static readonly Network Small = new DenseNetwork([11, 9], Activation.Tanh);

    private static readonly Dictionary<string, AutoencoderOptions> Cases = new()
    {
        ["weights"] = Presets.Deep(4) with { Network = Small, Regularizers = [new L1Regularizer(0.01), new L2Regularizer(0.02)] },
        ["one layer"] = Presets.Sparse(4) with { Network = new DenseNetwork([]), Regularizers = [new ContractiveRegularizer(0.5)] },
        ["deep"] = Presets.Denoising(4) with { Network = Small, Regularizers = [new ContractiveRegularizer(0.1)] },
        ["convolutional"] = Presets.Convolutional(4) with { Network = new ConvolutionalNetwork([3, 5], Activation.Tanh), Regularizers = [new ContractiveRegularizer(0.1)] },
        ["all"] = Presets.Vae(4) with
        {
            Network = new DenseNetwork([31, 29], Activation.Tanh, null, Normalization.Layer, 0.2, TiedWeights: true),
            Reconstruction = new GaussianReconstruction(),
            Regularizers = [new L1Regularizer(0.01), new L2Regularizer(0.02), new ContractiveRegularizer(0.1)],
        },
        ["batch"] = Presets.Deep(4) with
        {
            Network = new DenseNetwork([11, 9], Activation.Tanh, null, Normalization.Batch, 0.2),
            Regularizers = [new ContractiveRegularizer(0.1)],
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_the_loss(string name)
    {
        Dataset rows = SmallData.Binary(12, 10);
        using Autoencoder model = Autoencoder.Create(Cases[name], rows.Schema, seed: 3);

        GradientCheck.Verify(model, rows.Values(), PassKind.Evaluation);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_from_a_file_has_the_same_penalties(string name)
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(40, 12);
        using Autoencoder model = Autoencoder.Create(Cases[name], rows.Schema, seed: 2);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = 16 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(model.Options.GetHashCode(), loaded.Options.GetHashCode());
        Assert.Equal(model.Options.Regularizers, loaded.Options.Regularizers);
        Assert.Equal(model.Loss(rows.Values()), loaded.Loss(rows.Values()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_allocates_nothing_once_warm(string name)
    {
        Dataset rows = SmallData.Smooth(41, 40);
        using Autoencoder model = Autoencoder.Create(Cases[name], rows.Schema);
        using Optimizer optimizer = new AdamOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed: 1);
        ModelBatches loader = new(model, rows, 20, new Engine.Random.Rng(1));

        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            loader.StartEpoch();
            while (step.Load(loader, out _))
                step.Run(1e-3);
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_ends_in_the_same_bits_on_any_number_of_threads(string name)
    {
        Dataset rows = SmallData.Smooth(333, 132);
        float[] one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(3));

        float[] Train(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads, cores: threads);
            using Autoencoder model = Autoencoder.Create(Cases[name] with { Latent = 17 }, rows.Schema, seed: 7, kernels);
            TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 4, BatchSize = 97, Seed = 7 });
            Assert.All(record.Epochs, epoch => Assert.Equal(1, epoch.Terms.Values.Sum() / epoch.Loss, 1e-5));
            return model.Weights();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stop_leaves_no_trace(string name) => Resumption.AssertSameBits(
        Cases[name] with { Preprocess = "minmax" },
        SmallData.Smooth(60, 25, scale: 3),
        new TrainingOptions { Epochs = 4, BatchSize = 10, Seed = 5 },
        progress => progress.Step < 8);

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_of_one_row_and_data_scaled_by_a_million_give_numbers(string name)
    {
        AssertNumbers(SmallData.Smooth(10, 12), "auto", batchSize: 1);
        AssertNumbers(SmallData.FromRows(new float[30 * 12], 12, "zeros"), "auto", batchSize: 8);
        foreach (string preprocess in new[] { "none", "minmax", "standardize" })
            AssertNumbers(SmallData.Smooth(30, 12, scale: 1e6f), preprocess, batchSize: 8);

        void AssertNumbers(Dataset rows, string preprocess, int batchSize)
        {
            using Autoencoder model = Autoencoder.Create(Cases[name] with { Preprocess = preprocess }, rows.Schema);
            TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = batchSize });
            Assert.Equal(StopReason.Finished, record.StopReason);
            Assert.All(record.Epochs, epoch => Assert.All(epoch.Terms.Values, value => Assert.True(double.IsFinite(value))));
            Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
        }
    }
}
