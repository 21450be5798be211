using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class TiedLinearLayerTests
{
    [Fact]
    public void The_weight_of_another_layer_is_used_the_other_way()
    {
        ParameterPlan plan = new();
        _ = new LinearLayer(plan, "there", inputs: 3, outputs: 2, Activation.Identity);
        TiedLinearLayer back = new(
            plan,
            "back",
            plan.FindWeight("there.weight", 2, 3)!.Value,
            inputs: 2,
            outputs: 3,
            Activation.Relu
        );
        TiedLinearLayer bare = new(plan, "bare", weight: 0, inputs: 2, outputs: 3, Activation.Identity, bias: false);
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        parameters.Kernels.Write([1, 2, 3, -1, 0, 1], parameters.Parameters[0].Value);
        parameters.Kernels.Write([0.5f, -1, 0], parameters.Parameters[2].Value);

        Assert.Equal(
            ["there.weight", "there.bias", "back.bias"],
            parameters.Parameters.Select(parameter => parameter.Name)
        );
        Assert.Equal([0f, 1f, 5f], back.Run(Pass.Inference(parameters), 1, 2));
        Assert.Equal([-1f, 2f, 5f], bare.Run(Pass.Inference(parameters), 1, 2));
        Assert.Same(parameters.Parameters[2], back.OutputBias(parameters));
        Assert.Null(bare.OutputBias(parameters));
    }
}
