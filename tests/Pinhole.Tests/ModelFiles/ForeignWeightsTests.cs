using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles;

public sealed partial class ForeignWeightsTests : IDisposable
{
    private const int Latent = 3;
    private const double Tolerance = 1e-5;

    private static readonly SafetensorsFile Expected = SafetensorsFile.Read(Golden("outputs"));

    private static readonly Dictionary<string, AutoencoderOptions> Networks = new()
    {
        ["dense"] = Presets.Create("deep", Latent, [8, 8, 8, 8, 8], Activation.Tanh) with
        {
            OutputActivation = Activation.Sigmoid,
        },
        ["normalized"] = Presets.Deep(Latent) with
        {
            Network = new DenseNetwork([8], Activation.Relu, Normalization: Normalization.Batch),
        },
        ["variational"] = Presets.Create("vae", Latent, [8]),
        ["numbered"] = Presets.Create("vae", Latent, [8], Activation.Relu) with
        {
            Reconstruction = new SquaredErrorReconstruction(),
            OutputActivation = Activation.Sigmoid,
        },
        ["convolutional"] = Presets.Create("convolutional", Latent, [4, 5], Activation.Tanh),
        ["convolutional_variational"] = Presets.Vae(Latent) with
        {
            Network = new ConvolutionalNetwork([4, 5], Activation.Relu, 5, Upsampling.Nearest, Normalization.Batch),
        },
    };

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("dense")]
    [InlineData("normalized")]
    [InlineData("variational")]
    [InlineData("numbered")]
    [InlineData("convolutional")]
    [InlineData("convolutional_variational")]
    public void A_network_of_PyTorch_gives_what_it_gave_there(string name)
    {
        using Autoencoder model = ToModel(name).Model;
        RequireExpected(name, model);

        ModelFile.Write(model, _folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(_folder.Path("model.safetensors"));
        RequireExpected(name, loaded);
    }

    [Fact]
    public void What_became_of_the_files_layers_is_told()
    {
        ImportedModel imported = ToModel("variational");
        imported.Model.Dispose();

        Assert.Equal(
            [
                "encoder.0 is encoder.0",
                "encoder.1 is fc_mu and fc_logvar",
                "decoder.0 is decoder.0",
                "decoder.1 is decoder.2",
            ],
            imported.Layers.Select(layer => $"{layer.Name} is {string.Join(" and ", layer.Sources)}")
        );
        Assert.Equal([2 * Latent, 8], imported.Layers[1].Shape);

        ImportedModel images = ToModel("convolutional");
        images.Model.Dispose();
        Assert.Equal(
            [
                "encoder.0 [4, 2, 3, 3]",
                "encoder.1 [5, 4, 3, 3]",
                "encoder.2 [3, 20]",
                "decoder.0 [20, 3]",
                "decoder.1 [5, 4, 3, 3]",
                "decoder.2 [4, 2, 3, 3]",
            ],
            images.Layers.Select(layer => $"{layer.Name} [{string.Join(", ", layer.Shape)}]")
        );
        Assert.Equal(
            ["encoder.0", "encoder.2", "encoder.5", "decoder.0", "decoder.3", "decoder.5"],
            images.Layers.Select(layer => layer.Sources.Single())
        );
    }

    [Fact]
    public void A_condition_beside_convolutions_keeps_its_place()
    {
        // Of 2×2 pixels one is left: two features and two classes, of which the code takes the second class and the
        // second feature.
        (string Name, long[] Shape, float[] Values)[] tensors =
        [
            ("encoder.0.weight", [2, 1, 3, 3], [.. new float[9], .. new float[4], 1, .. new float[4]]),
            ("encoder.1.weight", [1, 4], [0, 1, 0, 10]),
            ("decoder.0.weight", [2, 3], new float[6]),
            ("decoder.1.weight", [2, 1, 3, 3], new float[18]),
        ];
        byte[] file = SafetensorsFileTests.Write(
            [],
            tensors.Select(tensor => StoredTensor.FromFloats(tensor.Name, tensor.Shape, tensor.Values))
        );
        Schema schema = new()
        {
            Columns = 4,
            Image = new ImageShape(1, 2, 2),
            ClassNames = ["a", "b"],
            Minimum = 0,
            Maximum = 1,
        };
        AutoencoderOptions options = Presets.Create("conditional", 1, [2]) with
        {
            Network = new ConvolutionalNetwork([2], Activation.Relu),
        };
        using Autoencoder model = Read(file).ToModel(options, schema).Model;
        float[] latent = new float[1];
        model.Encode([0.5f, 0, 0, 0], latent, [0, 1]);

        Assert.Equal(10.5f, latent[0]);
    }

    [Fact]
    public void Rows_lie_where_the_decoder_can_reach()
    {
        ForeignWeights weights = ForeignWeights.Read(Golden("dense"));

        Assert.Equal(12, weights.RowsOf(Activation.Sigmoid).Columns);
        Assert.Null(weights.RowsOf(Activation.Sigmoid).Image);
        Assert.Equal(
            (0f, 1f),
            (weights.RowsOf(Activation.Sigmoid).Minimum, weights.RowsOf(Activation.Sigmoid).Maximum)
        );
        Assert.Equal((-1f, 1f), (weights.RowsOf(Activation.Tanh).Minimum, weights.RowsOf(Activation.Tanh).Maximum));
        Assert.True(weights.RowsOf(Activation.Tanh).IsBounded);
        Assert.False(weights.RowsOf(Activation.Identity).IsBounded);
    }

    [Fact]
    public void A_schema_of_ones_own_is_kept_and_condition_included()
    {
        Schema schema = new()
        {
            Columns = 10,
            ClassNames = ["a", "b"],
            Minimum = 0,
            Maximum = 1,
        };
        byte[] file = Weights(("encoder.weight", [2, 12]), ("decoder.weight", [10, 4]));
        using Autoencoder model = Read(file).ToModel(Presets.Create("conditional", 2, []), schema).Model;

        Assert.Equal(["a", "b"], model.Schema.ClassNames);
        Assert.Equal(2, model.ConditionSize);
    }

    [Fact]
    public void One_layer_may_hold_mean_and_log_variance()
    {
        byte[] file = Weights(("encoder.weight", [4, 5]), ("decoder.weight", [5, 2]));
        ImportedModel imported = Read(file).ToModel(Presets.Create("vae", 2, []));
        imported.Model.Dispose();

        Assert.Equal(["encoder"], imported.Layers[0].Sources);
    }

    [Fact]
    public void A_layer_without_bias_has_one_of_zeros_and_what_training_counts_starts_anew()
    {
        byte[] file = Weights(("encoder.weight", [4, 5]), ("decoder.weight", [5, 4]));
        using Autoencoder model = Read(file)
            .ToModel(Presets.Create("sparse", 4, []) with { Bottleneck = new TopKBottleneck(2) })
            .Model;
        float[] latent = new float[4];
        model.Encode(new float[5], latent);

        Assert.Equal([0f, 0, 0, 0], latent);
    }

    [Fact]
    public void Preprocessing_that_learns_nothing_is_taken_over()
    {
        AutoencoderOptions options = Presets.Create("vanilla", 2, []) with { Preprocess = "log1p,clip=2" };
        ForeignWeights weights = Read(Weights(("encoder.weight", [2, 5]), ("decoder.weight", [5, 2])));
        using Autoencoder model = weights.ToModel(options).Model;

        Assert.Equal("log1p,clip=2", model.Preprocessor.Name);
        Refusal.Says(
            () => weights.ToModel(options with { Preprocess = "impute,log1p" }),
            "impute,log1p",
            "is fitted to rows"
        );
    }

    public void Dispose() => _folder.Dispose();

    private static string Golden(string name) => Repository.Golden($"import/{name}.safetensors");

    private static ImportedModel ToModel(string name)
    {
        ForeignWeights weights = ForeignWeights.Read(Golden(name));
        return weights.ToModel(
            Networks[name],
            weights.HasConvolutions ? weights.RowsOf(Networks[name], new ImageSize(6, 7)) : null
        );
    }

    private static void RequireExpected(string name, Autoencoder model)
    {
        float[] rows = Expected
            .Tensors[name.StartsWith("convolutional", StringComparison.Ordinal) ? "images" : "rows"]
            .ToFloats();
        int count = rows.Length / model.Columns;
        float[] latents = new float[count * Latent],
            reconstructions = new float[rows.Length];
        model.Encode(rows, latents);
        model.Reconstruct(rows, reconstructions);

        Assert.All(latents.Zip(Expected.Tensors[$"{name} latents"].ToFloats()), pair =>
            Assert.Equal(pair.Second, pair.First, Tolerance)
        );
        Assert.All(reconstructions.Zip(Expected.Tensors[$"{name} reconstructions"].ToFloats()), pair =>
            Assert.Equal(pair.Second, pair.First, Tolerance)
        );
    }

    private ForeignWeights Read(byte[] file) => ForeignWeights.Read(_folder.Bytes("weights.safetensors", file));

    private static byte[] Weights(params (string Name, long[] Shape)[] tensors) =>
        SafetensorsFileTests.Write(
            [],
            tensors.Select(tensor =>
                StoredTensor.FromFloats(tensor.Name, tensor.Shape, new float[tensor.Shape.Aggregate((a, b) => a * b)])
            )
        );
}
