using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class ResidualLayerTests
{
    [Fact]
    public void It_adds_what_two_paths_give()
    {
        ParameterPlan plan = new();
        LinearLayer linear = new(plan, "linear", inputs: 2, outputs: 1, Activation.Identity),
            hidden = new(plan, "0", inputs: 2, outputs: 1, Activation.Relu),
            last = new(plan, "1", inputs: 1, outputs: 1, Activation.Identity, bias: false);
        ResidualLayer layer = new(linear, new LayerStack(hidden, last));
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        parameters.Kernels.Write([1, 2], parameters.Parameters[0].Value);
        parameters.Kernels.Write([0.5f], parameters.Parameters[1].Value);
        parameters.Kernels.Write([1, 1], parameters.Parameters[2].Value);

        parameters.Kernels.Write([0], parameters.Parameters[4].Value);

        Assert.Equal([8.5f], layer.Run(Pass.Inference(parameters), 2, 3));
        parameters.Kernels.Write([10], parameters.Parameters[4].Value);
        Assert.Equal([58.5f], layer.Run(Pass.Inference(parameters), 2, 3));
        Assert.Same(parameters.Parameters[1], layer.OutputBias(parameters));
        Assert.Equal([hidden], layer.Hidden);
    }

    [Fact]
    public void Two_paths_of_different_sizes_are_refused()
    {
        ParameterPlan plan = new();
        LinearLayer linear = new(plan, "linear", inputs: 2, outputs: 1, Activation.Identity);

        Assert.Contains(
            "1 features of 2, the other 3 of 2",
            Assert
                .Throws<ArgumentException>(() =>
                    new ResidualLayer(linear, new LinearLayer(plan, "0", inputs: 2, outputs: 3, Activation.Identity))
                )
                .Message,
            StringComparison.Ordinal
        );
    }
}
