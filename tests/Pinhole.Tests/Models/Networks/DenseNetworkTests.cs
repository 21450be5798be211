using System.Text.Json;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.ModelFiles;
using Pinhole.Models.Networks;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models.Networks;

public class DenseNetworkTests
{
    [Theory]
    [InlineData(784, 32, new[] { 392, 196, 98 })]
    [InlineData(784, 30, new[] { 392, 196, 98 })]
    [InlineData(10, 1, new[] { 128, 64, 32, 16, 8, 4, 2 })]
    [InlineData(3, 2, new[] { 128, 64, 32, 16, 8, 4 })]
    [InlineData(100_000, 10, new[] { 2048, 1024, 512, 256, 128, 64, 32 })]
    [InlineData(784, 2_000_000_000, new int[0])]
    public void Sizes_halve_down_to_twice_the_code(int columns, int latent, int[] sizes) =>
        Assert.Equal(new DenseNetwork(sizes), new DenseNetwork().Resolve(columns, latent));

    [Theory]
    [InlineData(1, new[] { 158 })]
    [InlineData(2, new[] { 270, 93 })]
    public void A_given_depth_falls_by_one_factor(int depth, int[] sizes) =>
        Assert.Equal(new DenseNetwork(sizes), new DenseNetwork(Depth: depth).Resolve(784, 32));

    [Fact]
    public void The_decoder_mirrors_the_encoder()
    {
        ParameterPlan plan = new();
        DenseNetwork network = new([7, 4]);
        Layer encoder = network.BuildEncoder(plan, new Schema { Columns = 9 }, code: 3);
        Layer decoder = network.BuildDecoder(plan, new Schema { Columns = 9 }, latent: 2, Activation.Sigmoid);

        Assert.Equal((9, 3, 2, 9), (encoder.Inputs, encoder.Outputs, decoder.Inputs, decoder.Outputs));
        Assert.Equal(
            [
                "encoder.0.weight [7, 9]",
                "encoder.0.bias [7]",
                "encoder.1.weight [4, 7]",
                "encoder.1.bias [4]",
                "encoder.2.weight [3, 4]",
                "encoder.2.bias [3]",
                "decoder.0.weight [4, 2]",
                "decoder.0.bias [4]",
                "decoder.1.weight [7, 4]",
                "decoder.1.bias [7]",
                "decoder.2.weight [9, 7]",
                "decoder.2.bias [9]",
            ],
            plan.Declarations.Select(parameter => $"{parameter.Name} {parameter.Shape}")
        );
    }

    [Fact]
    public void Networks_of_the_same_layers_are_equal()
    {
        Assert.Equal(new DenseNetwork([5, 3]), new DenseNetwork(new List<int> { 5, 3 }));
        Assert.Equal(new DenseNetwork([5, 3]).GetHashCode(), new DenseNetwork(new List<int> { 5, 3 }).GetHashCode());
        Assert.NotEqual(new DenseNetwork([5, 3]), new DenseNetwork([3, 5]));
        Assert.NotEqual(new DenseNetwork([5, 3]), new DenseNetwork([5, 3], Activation.Tanh));
        Assert.NotEqual(new DenseNetwork([5, 3]), new DenseNetwork([5, 3], Normalization: Normalization.Layer));
        Assert.NotEqual(new DenseNetwork([5, 3]), new DenseNetwork([5, 3], Dropout: 0.1));
        Assert.NotEqual(new DenseNetwork([5, 3]), new DenseNetwork([5, 3], TiedWeights: true));
        Assert.Equal(
            new DenseNetwork([5, 3], Normalization: Normalization.Batch, Dropout: 0.1, TiedWeights: true),
            new DenseNetwork(
                new List<int> { 5, 3 },
                Normalization: Normalization.Batch,
                Dropout: 0.1,
                TiedWeights: true
            )
        );
    }

    [Fact]
    public void Sizes_that_cannot_work_are_refused()
    {
        Refusal.Says(() => new DenseNetwork([256, 0]).Validate(), "0 units", "at least 1");
        Refusal.Says(() => new DenseNetwork([-3]).Validate(), "-3 units");
        Refusal.Says(() => new DenseNetwork(new int[101]).Validate(), "101 hidden layers");
        Refusal.Says(() => new DenseNetwork([3], (Activation)99).Validate(), "no activation 99", "relu");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(0.99999999999)]
    [InlineData(double.NaN)]
    public void A_rate_that_is_no_dropout_is_refused(double rate) =>
        Refusal.Says(
            () => new DenseNetwork([3], Dropout: rate).Validate(),
            "dropout rate",
            "at least 0 and less than 1"
        );

    [Fact]
    public void An_unknown_normalization_is_refused() =>
        Refusal.Says(
            () => new DenseNetwork([3], Normalization: (Normalization)9).Validate(),
            "no normalization 9",
            "none, batch, layer"
        );

    [Fact]
    public void Hidden_layers_are_normalized_and_need_no_bias_before_that_of_a_batch()
    {
        Assert.Equal(
            [
                "encoder.0.weight [7, 9]",
                "encoder.0.normalization.scale [7]",
                "encoder.0.normalization.shift [7]",
                "encoder.0.normalization.mean [7]",
                "encoder.0.normalization.variance [7]",
                "encoder.1.weight [2, 7]",
                "encoder.1.bias [2]",
                "decoder.0.weight [7, 2]",
                "decoder.0.normalization.scale [7]",
                "decoder.0.normalization.shift [7]",
                "decoder.0.normalization.mean [7]",
                "decoder.0.normalization.variance [7]",
                "decoder.1.weight [9, 7]",
                "decoder.1.bias [9]",
            ],
            Declared(new DenseNetwork([7], Normalization: Normalization.Batch), code: 2)
        );
        Assert.Equal(
            [
                "encoder.0.weight [7, 9]",
                "encoder.0.bias [7]",
                "encoder.0.normalization.scale [7]",
                "encoder.0.normalization.shift [7]",
                "encoder.1.weight [2, 7]",
                "encoder.1.bias [2]",
                "decoder.0.weight [7, 2]",
                "decoder.0.bias [7]",
                "decoder.0.normalization.scale [7]",
                "decoder.0.normalization.shift [7]",
                "decoder.1.weight [9, 7]",
                "decoder.1.bias [9]",
            ],
            Declared(new DenseNetwork([7], Normalization: Normalization.Layer), code: 2)
        );
    }

    [Fact]
    public void Tied_weights_are_the_encoders_wherever_they_fit()
    {
        DenseNetwork tied = new([7, 4], TiedWeights: true);
        string[] encoder =
        [
            "encoder.0.weight [7, 9]",
            "encoder.0.bias [7]",
            "encoder.1.weight [4, 7]",
            "encoder.1.bias [4]",
        ];

        Assert.Equal(
            [
                .. encoder,
                "encoder.2.weight [2, 4]",
                "encoder.2.bias [2]",
                "decoder.0.bias [4]",
                "decoder.1.bias [7]",
                "decoder.2.bias [9]",
            ],
            Declared(tied, code: 2)
        );
        Assert.Equal(
            [
                .. encoder,
                "encoder.2.weight [4, 4]",
                "encoder.2.bias [4]",
                "decoder.0.weight [4, 2]",
                "decoder.0.bias [4]",
                "decoder.1.bias [7]",
                "decoder.2.bias [9]",
            ],
            Declared(tied, code: 4)
        );
    }

    [Fact]
    public void A_decoder_may_have_layers_of_its_own_or_none()
    {
        string[] encoder =
        [
            "encoder.0.weight [7, 9]",
            "encoder.0.bias [7]",
            "encoder.1.weight [2, 7]",
            "encoder.1.bias [2]",
        ];
        Assert.Equal(
            [.. encoder, "decoder.0.weight [9, 2]", "decoder.0.bias [9]"],
            Declared(new DenseNetwork([7], DecoderHidden: []), code: 2)
        );
        Assert.Equal(
            [
                .. encoder,
                "decoder.0.weight [3, 2]",
                "decoder.0.bias [3]",
                "decoder.1.weight [5, 3]",
                "decoder.1.bias [5]",
                "decoder.2.weight [9, 5]",
                "decoder.2.bias [9]",
            ],
            Declared(new DenseNetwork([7], DecoderHidden: [3, 5]), code: 2)
        );
        Assert.Equal(new DenseNetwork([7], DecoderHidden: [3, 5]), new DenseNetwork([7], DecoderHidden: [3, 5]));
        Assert.NotEqual(new DenseNetwork([7], DecoderHidden: []), new DenseNetwork([7]));
        Refusal.Says(() => new DenseNetwork([7], DecoderHidden: [0]).Validate(), "0 units");
        Refusal.Says(
            () => new DenseNetwork([7], TiedWeights: true, DecoderHidden: [7]).Validate(),
            "`TiedWeights`",
            "`DecoderHidden`"
        );
    }

    [Fact]
    public void A_model_file_from_before_these_settings_means_none_of_them()
    {
        Network? network = JsonSerializer
            .Deserialize(
                """{"preset":"deep","latent":2,"network":{"kind":"dense","hidden":[5,3],"activation":"relu"}}""",
                ModelJson.Default.AutoencoderOptions
            )
            ?.Network;

        Assert.Equal(new DenseNetwork([5, 3], Activation.Relu), network);
    }

    private static IEnumerable<string> Declared(DenseNetwork network, int code)
    {
        ParameterPlan plan = new();
        network.BuildEncoder(plan, new Schema { Columns = 9 }, code);
        network.BuildDecoder(plan, new Schema { Columns = 9 }, latent: 2, Activation.Sigmoid);
        return plan.Declarations.Select(parameter => $"{parameter.Name} {parameter.Shape}");
    }
}
