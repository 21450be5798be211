using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class MutualInformationTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(
        Repository.Golden("disentanglement.safetensors")
    );

    [Fact]
    public void Bins_and_what_they_tell_are_those_of_NumPy_and_scikit_learn()
    {
        float[] latents = Golden.Tensors["latents"].ToFloats(),
            factors = Golden.Tensors["factors"].ToFloats(),
            bins = Golden.Tensors["bins"].ToFloats();
        double[] information = Golden.Tensors["information"].ToDoubles(),
            entropies = Golden.Tensors["entropies"].ToDoubles();
        int rows = factors.Length / 3;
        for (int latent = 0; latent < 5; latent++)
        {
            int[] found = MutualInformation.Discretize(
                [.. Enumerable.Range(0, rows).Select(row => latents[(row * 5) + latent])],
                20
            );
            Assert.Equal(bins.Skip(latent * rows).Take(rows).Select(bin => (int)bin), found);
            for (int factor = 0; factor < 3; factor++)
            {
                int[] values = [.. Enumerable.Range(0, rows).Select(row => (int)factors[(row * 3) + factor])];
                Assert.Equal(information[(factor * 5) + latent], MutualInformation.Of(found, 20, values, 40), 1e-12);
                Assert.Equal(entropies[factor], MutualInformation.Entropy(values, 40), 1e-12);
            }
        }
    }

    [Fact]
    public void Bins_are_of_equal_width_and_the_last_holds_the_greatest_value()
    {
        Assert.Equal([0, 0, 1, 1, 3, 3], MutualInformation.Discretize([0, 0.9f, 1, 1.5f, 3, 4], 4));
        Assert.Equal([0, 0, 0], MutualInformation.Discretize([2, 2, 2], 4));
    }

    [Fact]
    public void What_is_the_same_tells_all_and_what_is_apart_tells_nothing()
    {
        int[] first = [0, 0, 1, 1],
            second = [0, 1, 0, 1];
        Assert.Equal(Math.Log(2), MutualInformation.Entropy(first, 2), 1e-12);
        Assert.Equal(Math.Log(2), MutualInformation.Of(first, 2, first, 2), 1e-12);
        Assert.Equal(0, MutualInformation.Of(first, 2, second, 2), 1e-12);
    }
}
