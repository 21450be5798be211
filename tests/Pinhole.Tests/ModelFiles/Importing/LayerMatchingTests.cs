using Pinhole.ModelFiles;
using Pinhole.ModelFiles.Importing;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles.Importing;

public class LayerMatchingTests
{
    private static readonly ModelLayer[] Wanted =
    [
        Layer("encoder.0", 8, 8),
        Layer("encoder.1", 2, 8),
        Layer("decoder.0", 8, 2),
        Layer("decoder.1", 8, 8),
    ];

    [Fact]
    public void Layers_of_one_shape_are_taken_in_their_order()
    {
        IReadOnlyDictionary<ModelLayer, ForeignLayer> matches = LayerMatching.Match(
            Wanted,
            Found(("fc10", [8, 8]), ("fc3", [8, 2]), ("fc2", [2, 8]), ("fc1", [8, 8]))
        );

        Assert.Equal(["fc1", "fc2", "fc3", "fc10"], Wanted.Select(layer => matches[layer].Name));
    }

    [Fact]
    public void A_shape_that_is_missing_is_told_with_all_that_is_there() =>
        Refusal.Says(
            () => LayerMatching.Match(Wanted, Found(("a1", [8, 8]), ("a2", [3, 8]))),
            "no layer fits decoder.1.weight [8, 8]",
            "the file has a1.weight [8, 8], a2.weight [3, 8]",
            "the model needs encoder.0.weight [8, 8], encoder.1.weight [2, 8]"
        );

    [Fact]
    public void A_layer_too_many_is_told()
    {
        Refusal.Says(
            () =>
                LayerMatching.Match(Wanted[..3], Found(("a1", [8, 8]), ("a2", [2, 8]), ("a3", [8, 2]), ("a4", [8, 8]))),
            "a4.weight [8, 8] of the file fits no layer"
        );
        Refusal.Says(
            () => LayerMatching.Match(Wanted[..1], Found(("a1", [8, 8]), ("norm", [8]))),
            "norm.weight [8] of the file fits no layer"
        );
    }

    [Fact]
    public void Nothing_is_guessed() =>
        Refusal.Says(
            () =>
                LayerMatching.Match(
                    Wanted,
                    Found(("outer", [8, 8]), ("inner", [8, 8]), ("code", [2, 8]), ("uncode", [8, 2]))
                ),
            "inner.weight [8, 8] and outer.weight [8, 8]",
            "encoder.0 and decoder.1",
            "rename"
        );

    [Fact]
    public void Long_lists_are_cut()
    {
        ModelLayer[] many = [.. Enumerable.Range(0, 40).Select(i => Layer($"encoder.{i}", 8, 8))];

        Refusal.Says(() => LayerMatching.Match(many, Found(("a", [8, 8]))), "(40 in all)");
    }

    private static ModelLayer Layer(string name, params long[] shape) =>
        new(name, shape, new Dictionary<string, string>());

    private static IReadOnlyList<ForeignLayer> Found(params (string Name, long[] Shape)[] layers) =>
        ForeignLayer.Group(
            layers.Select(layer =>
                StoredTensor.FromFloats(
                    $"{layer.Name}.weight",
                    layer.Shape,
                    new float[layer.Shape.Aggregate((a, b) => a * b)]
                )
            )
        );
}
