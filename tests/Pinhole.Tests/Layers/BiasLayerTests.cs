using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class BiasLayerTests
{
    [Fact]
    public void Each_feature_has_its_own_number()
    {
        ParameterPlan plan = new();
        BiasLayer layer = new(plan, "layer", 2, Activation.Relu);
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        parameters.Kernels.Write([1, -2], layer.OutputBias(parameters)!.Value);
        using Tape tape = new(parameters.Kernels, recording: false);
        float[] output = new float[4];
        tape.Read(layer.Forward(tape.Input([1, 1, -2, 5], new Shape(2, 2)), Pass.Inference(parameters)), output);

        Assert.Equal([2, 0, 0, 3], output);
        Assert.Equal((2, 2), (layer.Inputs, layer.Outputs));
    }
}
