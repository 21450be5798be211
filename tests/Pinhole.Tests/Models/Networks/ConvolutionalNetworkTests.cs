using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models.Networks;

public class ConvolutionalNetworkTests
{
    [Theory]
    [InlineData(784, new[] { 16, 32 })]
    [InlineData(12, new[] { 16, 32 })]
    [InlineData(3072, new[] { 16, 32, 64 })]
    [InlineData(100 * 1024 * 1024, new[] { 16, 32, 64, 128, 256, 512 })]
    public void Channels_double_until_few_pixels_are_left(int columns, int[] channels) =>
        Assert.Equal(new ConvolutionalNetwork(channels), new ConvolutionalNetwork().Resolve(columns, 16));

    [Theory]
    [InlineData(1, 28, 28, Upsampling.Transpose)]
    [InlineData(1, 27, 28, Upsampling.Transpose)]
    [InlineData(3, 27, 13, Upsampling.Transpose)]
    [InlineData(2, 1, 1, Upsampling.Transpose)]
    [InlineData(1, 1, 11, Upsampling.Transpose)]
    [InlineData(1, 28, 28, Upsampling.Nearest)]
    [InlineData(1, 27, 28, Upsampling.Nearest)]
    [InlineData(3, 27, 13, Upsampling.Nearest)]
    [InlineData(2, 1, 1, Upsampling.Nearest)]
    [InlineData(1, 1, 11, Upsampling.Nearest)]
    public void The_decoder_ends_in_exactly_the_size_of_the_image(
        int channels,
        int height,
        int width,
        Upsampling upsampling
    )
    {
        Schema schema = Images(channels, height, width);
        ParameterPlan plan = new();
        ConvolutionalNetwork network = new([4, 5, 6], Kernel: 5, Upsampling: upsampling);
        Layer encoder = network.BuildEncoder(plan, schema, code: 3),
            decoder = network.BuildDecoder(plan, schema, latent: 2, Activation.Sigmoid);
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        using Tape tape = new(parameters.Kernels, recording: false);
        Pass pass = Pass.Inference(parameters);

        Assert.Equal(
            (schema.Columns, 3, 2, schema.Columns),
            (encoder.Inputs, encoder.Outputs, decoder.Inputs, decoder.Outputs)
        );
        Assert.Equal(
            new Shape(2, 3),
            encoder.Forward(tape.Input(new float[2 * schema.Columns], new Shape(2, schema.Columns)), pass).Shape
        );
        Assert.Equal(
            new Shape(2, schema.Columns),
            decoder.Forward(tape.Input(new float[4], new Shape(2, 2)), pass).Shape
        );
    }

    [Fact]
    public void The_decoder_mirrors_the_encoder()
    {
        ParameterPlan plan = new();
        ConvolutionalNetwork network = new([4, 8]);
        network.BuildEncoder(plan, Images(3, 27, 28), code: 6);
        network.BuildDecoder(plan, Images(3, 27, 28), latent: 5, Activation.Sigmoid);

        Assert.Equal(
            [
                "encoder.0.weight [4, 27]",
                "encoder.0.bias [4]",
                "encoder.1.weight [8, 36]",
                "encoder.1.bias [8]",
                "encoder.2.weight [6, 392]",
                "encoder.2.bias [6]",
                "decoder.0.weight [392, 5]",
                "decoder.0.bias [392]",
                "decoder.1.weight [36, 8]",
                "decoder.1.bias [4]",
                "decoder.2.weight [27, 4]",
                "decoder.3.bias [2268]",
            ],
            plan.Declarations.Select(parameter => $"{parameter.Name} {parameter.Shape}")
        );
        Assert.Equal(["14×14×4", "7×7×8"], network.HiddenSizes(Images(3, 27, 28)));
    }

    [Fact]
    public void Upsampling_and_normalization_change_the_decoder_and_what_follows_convolutions()
    {
        ParameterPlan plan = new();
        ConvolutionalNetwork network = new(
            [4, 8],
            Upsampling: Upsampling.Nearest,
            Normalization: Normalization.Batch,
            Dropout: 0.5
        );
        network.BuildEncoder(plan, Images(3, 27, 28), code: 6);
        network.BuildDecoder(plan, Images(3, 27, 28), latent: 5, Activation.Sigmoid);

        Assert.Equal(
            [
                "encoder.0.weight [4, 27]",
                "encoder.0.normalization.scale [4]",
                "encoder.1.weight [8, 36]",
                "encoder.1.normalization.scale [8]",
                "encoder.2.weight [6, 392]",
                "encoder.2.bias [6]",
                "decoder.0.weight [392, 5]",
                "decoder.0.bias [392]",
                "decoder.0.normalization.scale [8]",
                "decoder.1.weight [4, 72]",
                "decoder.1.normalization.scale [4]",
                "decoder.2.weight [3, 36]",
                "decoder.3.bias [2268]",
            ],
            plan.Declarations.Select(parameter => $"{parameter.Name} {parameter.Shape}")
                .Where(name => !name.Contains(".shift") && !name.Contains(".mean") && !name.Contains(".variance"))
        );
    }

    [Fact]
    public void A_batch_is_normalized_over_its_pixels_too()
    {
        ParameterPlan plan = new();
        Layer encoder = new ConvolutionalNetwork([3], Normalization: Normalization.Batch).BuildEncoder(
            plan,
            Images(1, 6, 4),
            code: 2
        );
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        using Tape tape = new(parameters.Kernels);
        encoder.Forward(
            tape.Input(SmallData.Smooth(2, 24).Values(), new Shape(2, 24)),
            Pass.Training(parameters, 1, 0)
        );
        float[] mean = new float[3];
        parameters.Kernels.Read(
            parameters.Parameters.Single(parameter => parameter.Name == "encoder.0.normalization.mean").Value,
            mean
        );

        Assert.All(mean, value => Assert.NotEqual(0f, value));
    }

    [Fact]
    public void No_convolutions_leave_a_linear_model()
    {
        ParameterPlan plan = new();
        ConvolutionalNetwork network = new([]);

        Assert.Equal(9, network.BuildEncoder(plan, Images(1, 3, 3), code: 2).Inputs);
        Assert.Equal(9, network.BuildDecoder(plan, Images(1, 3, 3), latent: 2, Activation.Identity).Outputs);
    }

    [Fact]
    public void Images_of_several_channels_keep_them_apart()
    {
        // Eight images of two channels, of which the second is the first upside down.
        const int Side = 6;
        float[] plane = SmallData.Smooth(8, Side * Side).Values(),
            values = new float[2 * plane.Length];
        for (int i = 0; i < plane.Length; i++)
        {
            int image = i / (Side * Side),
                pixel = i % (Side * Side);
            values[(2 * image * Side * Side) + pixel] = plane[i];
            values[(2 * image * Side * Side) + (Side * Side) + pixel] = 1 - plane[i];
        }

        Dataset rows = Dataset.FromRows(values, 2 * Side * Side, "pairs", image: new ImageShape(2, Side, Side));
        using Autoencoder model = Autoencoder.Create(Presets.Convolutional(6), rows.Schema, seed: 2);
        Pinhole.Training.Trainer.Fit(
            model,
            rows,
            new()
            {
                Epochs = 600,
                BatchSize = 8,
                ValidationShare = 0,
            }
        );

        Assert.InRange(Pinhole.Evaluation.Metrics.Reconstruction(model, rows).Mse, 0, 2e-3);
    }

    [Fact]
    public void A_model_comes_back_from_a_file()
    {
        using TestFolder folder = new();
        AutoencoderOptions options = Presets.Convolutional(6) with
        {
            Network = new ConvolutionalNetwork(
                [3, 5],
                Activation.Tanh,
                5,
                Upsampling.Nearest,
                Normalization.Layer,
                0.1
            ),
        };
        using Autoencoder model = Autoencoder.Create(options, Images(3, 9, 8), seed: 2);
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(model.Weights(), loaded.Weights());
    }

    [Fact]
    public void Rows_that_are_no_images_are_refused() =>
        Refusal.Says(
            () => Autoencoder.Create(Presets.Convolutional(2), new Schema { Columns = 12 }),
            "needs images",
            "12 columns",
            "deep"
        );

    [Fact]
    public void Networks_of_the_same_layers_are_equal()
    {
        Assert.Equal(new ConvolutionalNetwork([5, 3]), new ConvolutionalNetwork(new List<int> { 5, 3 }));
        Assert.Equal(
            new ConvolutionalNetwork([5, 3]).GetHashCode(),
            new ConvolutionalNetwork(new List<int> { 5, 3 }).GetHashCode()
        );
        Assert.NotEqual(new ConvolutionalNetwork([5, 3]), new ConvolutionalNetwork([3, 5]));
        Assert.NotEqual(new ConvolutionalNetwork([5, 3]), new ConvolutionalNetwork([5, 3], Activation.Tanh));
        Assert.NotEqual(new ConvolutionalNetwork([5, 3]), new ConvolutionalNetwork([5, 3], Kernel: 5));
        Assert.NotEqual(
            new ConvolutionalNetwork([5, 3]),
            new ConvolutionalNetwork([5, 3], Upsampling: Upsampling.Nearest)
        );
        Assert.NotEqual(
            new ConvolutionalNetwork([5, 3]),
            new ConvolutionalNetwork([5, 3], Normalization: Normalization.Layer)
        );
        Assert.NotEqual(new ConvolutionalNetwork([5, 3]), new ConvolutionalNetwork([5, 3], Dropout: 0.1));
    }

    [Fact]
    public void Sizes_that_cannot_work_are_refused()
    {
        Refusal.Says(() => new ConvolutionalNetwork([16, 0]).Validate(), "0 channels", "1 to 65536");
        Refusal.Says(() => new ConvolutionalNetwork([65_537]).Validate(), "65537 channels");
        Refusal.Says(() => new ConvolutionalNetwork(new int[17]).Validate(), "17 convolutions");
        Refusal.Says(() => new ConvolutionalNetwork(Kernel: 4).Validate(), "4×4", "odd");
        Refusal.Says(() => new ConvolutionalNetwork(Kernel: -1).Validate(), "-1×-1");
        Refusal.Says(() => new ConvolutionalNetwork(Activation: (Activation)99).Validate(), "no activation 99");
        Refusal.Says(
            () => new ConvolutionalNetwork(Upsampling: (Upsampling)9).Validate(),
            "no upsampling 9",
            "transpose, nearest"
        );
        Refusal.Says(() => new ConvolutionalNetwork(Normalization: (Normalization)9).Validate(), "no normalization 9");
        Refusal.Says(() => new ConvolutionalNetwork(Dropout: 1).Validate(), "a dropout rate of 1");
        Refusal.Says(
            () =>
                new ConvolutionalNetwork([600], Upsampling: Upsampling.Nearest).BuildDecoder(
                    new ParameterPlan(),
                    Images(1, 2_000, 2_000),
                    2,
                    Activation.Identity
                ),
            "would hold",
            "fewer channels"
        );
        Refusal.Says(
            () => new ConvolutionalNetwork([65_536]).BuildEncoder(new ParameterPlan(), Images(1, 20_000, 20_000), 2),
            "would hold",
            "fewer channels"
        );
    }

    private static Schema Images(int channels, int height, int width) =>
        new() { Columns = channels * height * width, Image = new ImageShape(channels, height, width) };
}
