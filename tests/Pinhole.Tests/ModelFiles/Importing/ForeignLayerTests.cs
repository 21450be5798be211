using Pinhole.ModelFiles;
using Pinhole.ModelFiles.Importing;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles.Importing;

public class ForeignLayerTests
{
    [Fact]
    public void Tensors_of_one_name_are_a_layer_and_counts_of_batches_are_left_out()
    {
        IReadOnlyList<ForeignLayer> layers = ForeignLayer.Group([
            Tensor("b.1.bias", 4),
            Tensor("b.1.weight", 4, 2),
            new StoredTensor("b.2.num_batches_tracked", ElementType.I64, [], new byte[8]),
            Tensor("b.2.weight", 4),
        ]);

        Assert.Equal(["b.1", "b.2"], layers.Select(layer => layer.Name));
        Assert.Equal([4L, 2], layers[0].Shape);
        Assert.Equal("b.1.weight [4, 2]", layers[0].ToString());
    }

    [Fact]
    public void A_linear_layer_without_a_bias_has_one_of_zeros_and_a_normalization_needs_its_own()
    {
        ForeignLayer linear = ForeignLayer.Group([Tensor("a.weight", 3, 2)])[0],
            normalization = ForeignLayer.Group([Tensor("a.weight", 3)])[0];

        Assert.Equal([0f, 0, 0], linear.Numbers(ForeignLayer.Bias, 3));
        Refusal.Says(() => normalization.Numbers(ForeignLayer.Bias, 3), "'a'", "no bias");
        Refusal.Says(() => linear.Numbers(ForeignLayer.Mean, 3), "'a'", "no running_mean");
    }

    [Fact]
    public void What_is_no_part_of_a_layer_is_refused()
    {
        Refusal.Says(() => ForeignLayer.Group([Tensor("b_dec\n", 3)]), "'b_dec?'", "LAYER.weight");
        Refusal.Says(() => ForeignLayer.Group([Tensor("a.bias", 3)]), "'a' has no weight");
        Refusal.Says(
            () => ForeignLayer.Group([Tensor("conv.weight", 16, 1, 3)]),
            "[16, 1, 3]",
            "a convolution of images"
        );
        Refusal.Says(
            () => ForeignLayer.Group([Tensor("a.weight", 3, 2, 5, 5), Tensor("a.bias", 5)]),
            "bias of shape [5]",
            "[3]"
        );
        Refusal.Says(() => ForeignLayer.Group([Tensor("a.weight", 0, 3)]), "[0, 3]");
        Refusal.Says(() => ForeignLayer.Group([Tensor("a.weight")]), "[]");
        Refusal.Says(
            () => ForeignLayer.Group([Tensor("a.weight", 3, 2), Tensor("a.bias", 2)]),
            "bias of shape [2]",
            "[3]"
        );
        Refusal.Says(
            () => ForeignLayer.Group([new StoredTensor("a.weight", ElementType.I32, [1, 1], new byte[4])]),
            "I32"
        );
        Refusal.Says(
            () => ForeignLayer.Group(Enumerable.Range(0, 1001).Select(i => Tensor($"{i}.weight", 1, 1))),
            "1001 layers"
        );
    }

    private static StoredTensor Tensor(string name, params long[] shape) =>
        StoredTensor.FromFloats(name, shape, new float[shape.Aggregate(1L, (a, b) => a * b)]);
}
