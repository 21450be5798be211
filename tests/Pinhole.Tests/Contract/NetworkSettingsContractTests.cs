using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Optimizers;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>What the contract asks of every preset, of one with each setting of a dense or convolutional network, and of a vae with all.</summary>
public class NetworkSettingsContractTests
{
    private static readonly Dictionary<string, (string Preset, Network Network)> Cases = new()
    {
        ["batch"] = ("deep", new DenseNetwork([11, 9], Activation.Tanh, Normalization: Normalization.Batch)),
        ["layer"] = ("deep", new DenseNetwork([11, 9], Activation.Tanh, Normalization: Normalization.Layer)),
        ["dropout"] = ("deep", new DenseNetwork([11, 9], Activation.Tanh, Dropout: 0.2)),
        ["tied"] = ("deep", new DenseNetwork([11, 9], Activation.Tanh, TiedWeights: true)),
        ["batch, all"] = ("vae", new DenseNetwork([11, 9], Activation.Tanh, null, Normalization.Batch, 0.2, TiedWeights: true)),
        ["layer, all"] = ("deep", new DenseNetwork([11, 9], Activation.Gelu, null, Normalization.Layer, 0.2, TiedWeights: true)),
        ["convolutional, nearest"] = ("convolutional", new ConvolutionalNetwork([11, 9], Activation.Tanh, Upsampling: Upsampling.Nearest)),
        ["convolutional, batch"] = ("convolutional", new ConvolutionalNetwork([11, 9], Activation.Tanh, Normalization: Normalization.Batch)),
        ["convolutional, layer"] = ("convolutional", new ConvolutionalNetwork([11, 9], Activation.Tanh, Normalization: Normalization.Layer)),
        ["convolutional, dropout"] = ("convolutional", new ConvolutionalNetwork([11, 9], Activation.Tanh, Dropout: 0.2)),
        ["convolutional, all"] = ("vae", new ConvolutionalNetwork([11, 9], Activation.Tanh, 5, Upsampling.Nearest, Normalization.Batch, 0.1)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_the_loss_in_training_and_in_evaluation(string name)
    {
        Dataset rows = SmallData.Binary(12, 10);
        AutoencoderOptions options = Options(name, latent: 4);
        if (HasDropout(name))
            options = options with { Network = Wider(options.Network, 31, 29) };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 3);
        float[] before = Statistics(model);
        // Normalized convolutions begin so flat that a short way would drown in rounding.
        double distance = options.Network is ConvolutionalNetwork { Normalization: Normalization.Batch } ? 2e-2 : 2e-3;

        GradientCheck.Verify(model, rows.Values(), PassKind.Evaluation, distance);
        Assert.Equal(before, Statistics(model));
        // What the code's bias adds to every row alike, the normalization of the decoder's first layer takes away again.
        string? unfelt = name == "batch" ? "encoder.2.bias" : null;
        GradientCheck.Verify(model, rows.Values(), PassKind.Training, distance, unfelt);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_from_a_file_gives_the_same_bits(string name)
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(40, 12);
        using Autoencoder model = Autoencoder.Create(Options(name, latent: 4), rows.Schema, seed: 2);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 16 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(Statistics(model), Statistics(loaded));
        Assert.Equal(model.Parameters.Count, loaded.Parameters.Count);
        Assert.Equal(Reconstruct(model, rows), Reconstruct(loaded, rows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_and_a_reconstruction_allocate_nothing_once_warm(string name)
    {
        Dataset rows = SmallData.Smooth(41, 40);
        using Autoencoder model = Autoencoder.Create(Options(name, latent: 4), rows.Schema);
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
        // Images of 7×19.
        Dataset rows = SmallData.Smooth(333, 133);
        AutoencoderOptions options = Options(name, latent: 17);
        options = options with { Network = options.Network is DenseNetwork ? Wider(options.Network, 256, 91) : Wider(options.Network, 16, 21) };
        float[] one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(3));

        float[] Train(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads, cores: threads);
            using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 7, kernels);
            TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 6, BatchSize = 97, Seed = 7, Optimizer = new AdamWOptions() });
            Assert.True(record.BestEpoch > 0);
            float[] weights = [.. model.Weights(), .. Reconstruct(model, rows)];
            Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
            return weights;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_of_one_row_and_data_scaled_by_a_million_give_numbers(string name)
    {
        AssertNumbers(SmallData.Smooth(10, 12), "auto", batchSize: 1);
        AssertNumbers(SmallData.Smooth(10, 12), "auto", batchSize: 8);
        AssertNumbers(SmallData.FromRows(new float[30 * 12], 12, "zeros"), "auto", batchSize: 8);
        foreach (string preprocess in Cases[name].Preset == "vae" ? ["minmax"] : new[] { "none", "minmax", "standardize" })
            AssertNumbers(SmallData.Smooth(30, 12, scale: 1e6f), preprocess, batchSize: 8);

        void AssertNumbers(Dataset rows, string preprocess, int batchSize)
        {
            using Autoencoder model = Autoencoder.Create(Options(name, latent: 4) with { Preprocess = preprocess }, rows.Schema);
            TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = batchSize });
            Assert.Equal(StopReason.Finished, record.StopReason);
            Assert.All(record.Epochs, epoch => Assert.True(double.IsFinite(epoch.Loss) && double.IsFinite(epoch.ValidationLoss!.Value)));
            Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
            Assert.All(Reconstruct(model, rows), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learns_eight_rows(string name)
    {
        Dataset rows = SmallData.Smooth(8, 12);
        // A vae or dropout is not made to learn by heart; it shall come near.
        bool noisy = HasDropout(name);
        using Autoencoder model = Autoencoder.Create(Options(name, latent: 6), rows.Schema);
        double before = Metrics.Reconstruction(model, rows).Mse;
        Trainer.Fit(model, rows, new TrainingOptions
        {
            Epochs = 1500,
            BatchSize = 8,
            ValidationShare = 0,
            Optimizer = new AdamOptions { LearningRate = 1e-2 },
        });
        double after = Metrics.Reconstruction(model, rows).Mse;
        Assert.True(after < before / (noisy ? 2 : 50), $"the error fell from {before} to {after} only");
    }

    private static AutoencoderOptions Options(string name, int latent) =>
        Presets.Create(Cases[name].Preset, latent) with { Network = Cases[name].Network };

    private static bool HasDropout(string name) => Cases[name].Network is DenseNetwork { Dropout: > 0 } or ConvolutionalNetwork { Dropout: > 0 };

    private static Network Wider(Network network, int first, int second) => network switch
    {
        DenseNetwork dense => dense with { Hidden = [first, second] },
        ConvolutionalNetwork convolutional => convolutional with { Channels = [first, second] },
        _ => network,
    };

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
