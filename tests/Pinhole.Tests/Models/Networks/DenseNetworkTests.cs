using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
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
                "encoder.0.weight [7, 9]", "encoder.0.bias [7]", "encoder.1.weight [4, 7]", "encoder.1.bias [4]",
                "encoder.2.weight [3, 4]", "encoder.2.bias [3]",
                "decoder.0.weight [4, 2]", "decoder.0.bias [4]", "decoder.1.weight [7, 4]", "decoder.1.bias [7]",
                "decoder.2.weight [9, 7]", "decoder.2.bias [9]",
            ],
            plan.Declarations.Select(parameter => $"{parameter.Name} {parameter.Shape}"));
    }

    [Fact]
    public void Networks_of_the_same_layers_are_equal()
    {
        Assert.Equal(new DenseNetwork([5, 3]), new DenseNetwork(new List<int> { 5, 3 }));
        Assert.Equal(new DenseNetwork([5, 3]).GetHashCode(), new DenseNetwork(new List<int> { 5, 3 }).GetHashCode());
        Assert.NotEqual(new DenseNetwork([5, 3]), new DenseNetwork([3, 5]));
        Assert.NotEqual(new DenseNetwork([5, 3]), new DenseNetwork([5, 3], Activation.Tanh));
    }

    [Fact]
    public void Sizes_that_cannot_work_are_refused()
    {
        Refusal.Says(() => new DenseNetwork([256, 0]).Validate(), "0 units", "at least 1");
        Refusal.Says(() => new DenseNetwork([-3]).Validate(), "-3 units");
        Refusal.Says(() => new DenseNetwork(new int[101]).Validate(), "101 hidden layers");
        Refusal.Says(() => new DenseNetwork([3], (Activation)99).Validate(), "no activation 99", "Relu");
    }
}
