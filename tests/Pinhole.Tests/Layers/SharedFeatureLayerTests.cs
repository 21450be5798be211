using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class SharedFeatureLayerTests
{
    [Fact]
    public void One_learned_number_lies_behind_the_features_of_each_row()
    {
        ParameterPlan plan = new();
        BiasLayer inner = new(plan, "inner", 2, Activation.Identity);
        SharedFeatureLayer layer = new(plan, "shared", inner);
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        Assert.Equal([0f], parameters.Values("shared"));
        parameters.Kernels.Write([7], parameters.Parameters[1].Value);

        Assert.Equal([1, 2, 7, 3, 4, 7], layer.Run(Pass.Inference(parameters), 1, 2, 3, 4));
        Assert.Equal((2, 3), (layer.Inputs, layer.Outputs));
        Assert.Same(inner.OutputBias(parameters), layer.OutputBias(parameters));
    }

    [Fact]
    public void Its_gradient_is_the_sum_over_the_rows_and_none_strays_into_the_features()
    {
        ParameterPlan plan = new();
        SharedFeatureLayer layer = new(plan, "shared", new BiasLayer(plan, "inner", 2, Activation.Identity));
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        using Tape tape = new(parameters.Kernels);
        Tensor output = layer.Forward(tape.Input([1, 2, 3, 4, 5, 6], new Shape(3, 2)), Pass.Training(parameters, 1, 0));
        tape.Backward((output * tape.Input([1, 10, 100, 2, 20, 200, 3, 30, 300], output.Shape)).Sum());
        float[] shared = new float[1],
            bias = new float[2];
        parameters.Kernels.Read(parameters.Parameters[1].Gradient, shared);
        parameters.Kernels.Read(parameters.Parameters[0].Gradient, bias);

        Assert.Equal([600f], shared);
        Assert.Equal([6f, 60f], bias);
    }
}
