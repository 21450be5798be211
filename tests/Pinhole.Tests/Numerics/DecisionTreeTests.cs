using Pinhole.Engine.Random;
using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class DecisionTreeTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(
        Repository.Golden("disentanglement.safetensors")
    );

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 6)]
    [InlineData(2, 40)]
    public void A_tree_is_that_of_scikit_learn(int factor, int classes)
    {
        float[] latents = Golden.Tensors["latents"].ToFloats(),
            factors = Golden.Tensors["factors"].ToFloats();
        int[] labels = [.. Enumerable.Range(0, 2000).Select(row => (int)factors[(row * 3) + factor])];
        DecisionTree tree = new(
            latents,
            5,
            labels,
            classes,
            [.. Enumerable.Range(0, 1000)],
            minimumRows: 60,
            new Rng(1)
        );

        for (int latent = 0; latent < 5; latent++)
            Assert.Equal(
                Golden.Tensors["tree importances"].ToDoubles()[(factor * 5) + latent],
                tree.Importances[latent],
                1e-9
            );
        int right = Enumerable
            .Range(1000, 1000)
            .Count(row => Answer(tree, latents.AsSpan(row * 5, 5), classes) == labels[row]);
        Assert.Equal(Golden.Tensors["tree accuracies"].ToDoubles()[factor], right / 1000.0, 1e-12);
    }

    [Fact]
    public void One_question_parts_two_classes_and_a_leaf_keeps_its_fewest_rows()
    {
        float[] values = [1, 2, 3, 10, 11, 12];
        int[] labels = [0, 0, 0, 1, 1, 1];
        DecisionTree tree = new(values, 1, labels, 2, [5, 0, 3, 1, 4, 2], minimumRows: 3, new Rng(1));
        Assert.Equal([1.0], tree.Importances);
        Assert.Equal([0, 1], [Answer(tree, [6.4f], 2), Answer(tree, [6.6f], 2)]);

        DecisionTree stump = new(values, 1, labels, 2, [5, 0, 3, 1, 4, 2], minimumRows: 4, new Rng(1));
        Assert.Equal([0.0], stump.Importances);
    }

    private static int Answer(DecisionTree tree, ReadOnlySpan<float> row, int classes)
    {
        double[] shares = new double[classes];
        tree.AddShares(row, shares);
        Assert.Equal(1, shares.Sum(), 1e-9);
        return Array.IndexOf(shares, shares.Max());
    }
}
