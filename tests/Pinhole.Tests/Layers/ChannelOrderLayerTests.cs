using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class ChannelOrderLayerTests
{
    [Fact]
    public void Planes_become_pixels_and_pixels_planes()
    {
        using ParameterSet none = new ParameterPlan().Allocate(CpuKernels.Shared);
        ChannelOrderLayer there = new(2, 3, toPixels: true),
            back = new(2, 3, toPixels: false);
        using Tape tape = new(CpuKernels.Shared, recording: false);
        float[] planes = [1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60],
            values = new float[12];

        Tensor pixels = there.Forward(tape.Input(planes, new Shape(2, 6)), Pass.Inference(none));
        tape.Read(pixels, values);
        Assert.Equal([1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60], values);
        tape.Read(back.Forward(pixels, Pass.Inference(none)), values);
        Assert.Equal(planes, values);
        Assert.Equal((6, 6), (there.Inputs, back.Outputs));
    }
}
