using Pinhole.Evaluation;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.Evaluation;

public sealed class PeakSignalToNoiseTests
{
    [Fact]
    public void Agrees_with_NumPy()
    {
        SafetensorsFile golden = SafetensorsFile.Read(Repository.Golden("image_metrics.safetensors"));
        double ratio = PeakSignalToNoise.Between(
            golden.Tensors["image"].ToFloats(),
            golden.Tensors["noisy"].ToFloats(),
            255
        );
        Assert.Equal(golden.Tensors["psnr"].ToDoubles()[0], ratio, 1e-10);
    }

    // NumPy's figure in double precision. scikit-image adds up single ones and ends at 22.4093534; both are 22.409353.
    [RealDataFact("images/cam_noisy_seed5_sigma20.png")]
    public void Agrees_with_scikit_image_on_a_photograph()
    {
        double ratio = PeakSignalToNoise.Between(
            Photograph.Bytes("camera.png"),
            Photograph.Bytes("cam_noisy_seed5_sigma20.png"),
            255
        );
        Assert.Equal(22.40935284991332, ratio, 1e-10);
        Assert.Equal(22.409353, Math.Round(ratio, 6));
    }

    [Fact]
    public void An_error_of_a_tenth_of_the_range_is_20_dB_and_none_is_infinite()
    {
        Assert.Equal(20, PeakSignalToNoise.Between([0, 10], [1, 9], 10), 1e-12);
        Assert.Equal(double.PositiveInfinity, PeakSignalToNoise.Between([1], [1], 1));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PeakSignalToNoise.Between([1, 2], [1], 1));
        Assert.Throws<ArgumentException>(() => PeakSignalToNoise.Between([], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PeakSignalToNoise.Between([1], [1], 0));
    }
}
