using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class UpsamplingLayerTests
{
    [Fact]
    public void Pixels_are_repeated_up_to_an_odd_size()
    {
        using ParameterSet none = new(CpuKernels.Shared, []);
        UpsamplingLayer layer = new(channels: 1, height: 3, width: 2);

        Assert.Equal((2, 6), (layer.Inputs, layer.Outputs));
        Assert.Equal([1f, 1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4], layer.Run(Pass.Inference(none), 1, 2, 3, 4));
    }
}
