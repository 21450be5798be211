using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Tests.Models.Reconstructions;

public class WindowMeansTests
{
    [Fact]
    public void Each_window_has_its_mean_and_each_image_the_mean_of_its_windows()
    {
        // Two images of one channel, 2 rows of 3 pixels; windows of 2 × 2.
        float[] images = [1, 2, 3, 4, 5, 6, 0, 0, 8, 0, 0, 8];
        using Tape tape = new(CpuKernels.Shared, recording: false);
        WindowMeans windows = new(tape, new ImageShape(1, 2, 3), window: 2);
        Tensor means = windows.Of(tape.Input(images, new Shape(2, 6)));
        float[] found = new float[4],
            averages = new float[2];
        tape.Read(means, found);
        tape.Read(windows.Average(means), averages);

        Assert.Equal(4, windows.Pixels);
        Assert.Equal([3, 4, 0, 4], found);
        Assert.Equal([3.5f, 2], averages);
    }

    [Fact]
    public void A_window_is_no_larger_than_the_image()
    {
        using Tape tape = new(CpuKernels.Shared, recording: false);
        WindowMeans windows = new(tape, new ImageShape(2, 1, 3), window: 2);
        float[] found = new float[4],
            averages = new float[1];
        Tensor means = windows.Of(tape.Input([1, 2, 3, 5, 5, 7], new Shape(1, 6)));
        tape.Read(means, found);
        tape.Read(windows.Average(means), averages);

        Assert.Equal(2, windows.Pixels);
        Assert.Equal([1.5f, 2.5f, 5, 6], found);
        Assert.Equal([3.75f], averages);
    }
}
