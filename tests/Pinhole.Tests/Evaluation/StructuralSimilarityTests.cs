using Pinhole.Data;
using Pinhole.Data.Readers.Images;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.Evaluation;

public sealed class StructuralSimilarityTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(
        Repository.Golden("image_metrics.safetensors")
    );

    [Fact]
    public void Agrees_with_NumPy_channel_by_channel_and_takes_their_mean()
    {
        float[] image = Golden.Tensors["image"].ToFloats(),
            noisy = Golden.Tensors["noisy"].ToFloats();
        double[] expected = Golden.Tensors["ssim"].ToDoubles();
        int pixels = 19 * 26;
        for (int channel = 0; channel < 3; channel++)
        {
            Range part = (channel * pixels)..((channel + 1) * pixels);
            Assert.Equal(
                expected[channel],
                StructuralSimilarity.Between(image[part], noisy[part], new ImageShape(1, 19, 26), 255),
                1e-12
            );
        }

        Assert.Equal(
            expected.Average(),
            StructuralSimilarity.Between(image, noisy, new ImageShape(3, 19, 26), 255),
            1e-12
        );
    }

    // scikit-image's figure for this photograph and this noise.
    [RealDataFact("images/cam_noisy_seed5_sigma20.png")]
    public void Agrees_with_scikit_image_on_a_photograph()
    {
        (float[] camera, float[] noisy) = (
            Photograph.Bytes("camera.png"),
            Photograph.Bytes("cam_noisy_seed5_sigma20.png")
        );

        Assert.Equal(
            0.3674518327910367,
            StructuralSimilarity.Between(camera, noisy, new ImageShape(1, 512, 512), 255),
            1e-10
        );
    }

    [Fact]
    public void Equal_images_have_one_whatever_is_in_them()
    {
        float[] image = Golden.Tensors["image"].ToFloats();
        Assert.Equal(1, StructuralSimilarity.Between(image, image, new ImageShape(3, 19, 26), 255));
        Assert.Equal(1, StructuralSimilarity.Between(new float[49], new float[49], new ImageShape(1, 7, 7), 1));
    }

    [Fact]
    public void The_scale_of_the_data_does_not_matter()
    {
        float[] image = Golden.Tensors["image"].ToFloats(),
            noisy = Golden.Tensors["noisy"].ToFloats();
        ImageShape shape = new(3, 19, 26);
        Assert.Equal(
            StructuralSimilarity.Between(image, noisy, shape, 255),
            StructuralSimilarity.Between(
                [.. image.Select(value => value / 256)],
                [.. noisy.Select(value => value / 256)],
                shape,
                255 / 256.0
            ),
            1e-12
        );
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.False(StructuralSimilarity.Fits(new ImageShape(1, 7, 6)));
        Assert.Throws<ArgumentException>(() =>
            StructuralSimilarity.Between(new float[42], new float[42], new ImageShape(1, 7, 6), 1)
        );
        Assert.Throws<ArgumentException>(() =>
            StructuralSimilarity.Between(new float[49], new float[48], new ImageShape(1, 7, 7), 1)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            StructuralSimilarity.Between(new float[49], new float[49], new ImageShape(1, 7, 7), 0)
        );
    }
}

/// <summary>Public photographs that lie beside the project.</summary>
internal static class Photograph
{
    /// <summary>The pixels of one as bytes say them, in [0, 255].</summary>
    public static float[] Bytes(string name) =>
        Array.ConvertAll(ImageReader.Read(Repository.RealData($"images/{name}")).Values, value =>
            MathF.Round(value * 255)
        );
}
