using Pinhole.ModelFiles;

namespace Pinhole.Tests.Models.Reconstructions;

/// <summary>Losses and penalties of PyTorch, with their gradients.</summary>
internal static class LossGoldens
{
    private static readonly SafetensorsFile File = SafetensorsFile.Read(Repository.Golden("losses.safetensors"));

    public static float[] Floats(string name) => File.Tensors[name].ToFloats();

    public static double[] Doubles(string name) => File.Tensors[name].ToDoubles();

    /// <summary>Compares numbers with those of a name; the tolerance is relative to the largest.</summary>
    public static void AssertClose(string name, float[] found, double tolerance)
    {
        double[] expected = Doubles(name);
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance * largest));
    }
}
