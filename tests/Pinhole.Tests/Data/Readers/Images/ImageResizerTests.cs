using Pinhole.Data;
using Pinhole.Data.Readers.Images;
using Pinhole.Engine.Random;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class ImageResizerTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("resize.safetensors"));

    public static TheoryData<string> Cases =>
        [
            .. Golden
                .Tensors.Keys.Where(name => name.EndsWith(" after", StringComparison.Ordinal))
                .Select(name => name[..^6]),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_agrees_with_numpy_and_pytorch(string name)
    {
        StoredTensor before = Golden.Tensors[$"{name} before"],
            after = Golden.Tensors[$"{name} after"];
        DecodedImage image = ImageResizer.Resize(
            new DecodedImage(Shape(before), before.ToFloats()),
            new ImageSize((int)after.Shape[2], (int)after.Shape[1])
        );

        Assert.Equal(Shape(after), image.Shape);
        float[] expected = after.ToFloats();
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], image.Values[i], 3e-7f);
    }

    [Fact]
    public void Its_own_size_leaves_an_image_as_it_is()
    {
        DecodedImage image = new(new ImageShape(1, 1, 2), [.1f, .2f]);
        Assert.Same(image, ImageResizer.Resize(image, new ImageSize(2, 1)));
    }

    [Fact]
    public void Shorter_by_a_whole_factor_is_a_mean()
    {
        Assert.Equal([.5f, .25f], Resize([1, 0, 0, .5f], 4, 1, 2, 1));
        Assert.Equal([.375f], Resize([1, 0, 0, .5f], 2, 2, 1, 1));
    }

    // Three pixels become two: the middle one is shared.
    [Fact]
    public void Shorter_by_a_part_shares_a_pixel()
    {
        float[] values = Resize([.3f, .9f, .6f], 3, 1, 2, 1);
        Assert.Equal(2, values.Length);
        Assert.Equal((.3f + .45f) / 1.5f, values[0], 1e-7f);
        Assert.Equal((.45f + .6f) / 1.5f, values[1], 1e-7f);
    }

    // The centers of four pixels lie at -1/4, 1/4, 3/4 and 5/4 of those of two.
    [Fact]
    public void Longer_interpolates_between_centers_and_repeats_the_ends()
    {
        Assert.Equal([0, .25f, .75f, 1], Resize([0, 1], 2, 1, 4, 1));
        Assert.Equal([0, .25f, .75f, 1], Resize([0, 1], 1, 2, 1, 4));
    }

    // Weights that add up to a little more than 1 would make white brighter than white, and a model choose another
    // output.
    [Fact]
    public void White_stays_white_and_values_between_their_neighbours()
    {
        Rng rng = new(5, 0);
        for (int i = 0; i < 300; i++)
        {
            (int width, int height, int newWidth, int newHeight) = (
                1 + rng.NextInt(40),
                1 + rng.NextInt(40),
                1 + rng.NextInt(40),
                1 + rng.NextInt(40)
            );
            float[] white = new float[width * height];
            Array.Fill(white, 1);
            Assert.All(Resize(white, width, height, newWidth, newHeight), value => Assert.Equal(1, value));
            for (int pixel = 0; pixel < white.Length; pixel++)
                white[pixel] = rng.NextFloat();
            Assert.All(Resize(white, width, height, newWidth, newHeight), value =>
                Assert.InRange(value, white.Min(), white.Max())
            );
        }
    }

    private static ImageShape Shape(StoredTensor tensor) =>
        new((int)tensor.Shape[0], (int)tensor.Shape[1], (int)tensor.Shape[2]);

    private static float[] Resize(float[] values, int width, int height, int newWidth, int newHeight) =>
        ImageResizer
            .Resize(new DecodedImage(new ImageShape(1, height, width), values), new ImageSize(newWidth, newHeight))
            .Values;
}
