using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class ActivationLayerTests
{
    [Fact]
    public void Each_feature_is_activated()
    {
        using ParameterSet none = new(CpuKernels.Shared, []);
        ActivationLayer layer = new(2, Activation.Relu);

        Assert.Equal((2, 2), (layer.Inputs, layer.Outputs));
        Assert.Equal([0f, 2f, 3f, 0f], layer.Run(Pass.Inference(none), -1, 2, 3, -4));
    }
}
