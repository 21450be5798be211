using Pinhole.Engine.Random;
using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class RandomForestTests
{
    private static readonly float[] Values =
    [
        .. Enumerable.Range(0, 400).SelectMany(row => new[] { row * 7 % 400, (float)(row % 4) }),
    ];
    private static readonly int[] Labels = [.. Enumerable.Range(0, 400).Select(row => row % 4)];

    // Other rows are drawn: importances of one tree spread by up to 0.18, so the mean of four hundred by 0.01.
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 6)]
    [InlineData(2, 40)]
    public void Many_trees_are_near_a_forest_of_those_of_scikit_learn(int factor, int classes)
    {
        SafetensorsFile golden = SafetensorsFile.Read(Repository.Golden("disentanglement.safetensors"));
        float[] latents = golden.Tensors["latents"].ToFloats(),
            factors = golden.Tensors["factors"].ToFloats();
        int[] labels = [.. Enumerable.Range(0, 2000).Select(row => (int)factors[(row * 3) + factor])];
        RandomForest forest = new(latents[..5000], 5, labels[..1000], classes, trees: 400, minimumRows: 20, new Rng(1));

        double[] importances = forest.Importances();
        for (int latent = 0; latent < 5; latent++)
            Assert.Equal(
                golden.Tensors["forest importances"].ToDoubles()[(factor * 5) + latent],
                importances[latent],
                0.03
            );
        Assert.Equal(
            golden.Tensors["forest accuracies"].ToDoubles()[factor],
            forest.Accuracy(latents.AsSpan(5000), labels.AsSpan(1000)),
            0.02
        );
    }

    [Fact]
    public void A_column_that_tells_all_is_all_that_matters()
    {
        RandomForest forest = new(Values, 2, Labels, 4, trees: 5, minimumRows: 10, new Rng(1));
        Assert.Equal([0.0, 1.0], forest.Importances());
        Assert.Equal(1.0, forest.Accuracy(Values, Labels));
    }

    [Fact]
    public void A_seed_repeats_its_trees_and_another_grows_others()
    {
        // By the first column alone, which hardly tells.
        double[] Grow(ulong seed) =>
            new RandomForest(
                Values,
                2,
                [.. Labels.Select((label, row) => row % 3 == 0 ? label : row / 100)],
                4,
                3,
                5,
                new Rng(seed)
            ).Importances();
        Assert.Equal(Grow(1), Grow(1));
        Assert.NotEqual(Grow(1), Grow(2));
    }
}
