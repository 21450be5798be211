using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class LayerTests
{
    [Fact]
    public void A_linear_layer_multiplies_adds_and_bends()
    {
        ParameterPlan plan = new();
        LinearLayer layer = new(plan, "layer", inputs: 3, outputs: 2, Activation.Relu);
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        parameters.Kernels.Write([1, 2, 3, -1, 0, 1], parameters.Parameters[0].Value);
        parameters.Kernels.Write([0.5f, -1], parameters.Parameters[1].Value);

        Assert.Equal([14.5f, 1, 0.5f, 0], Run(layer, parameters, [1, 2, 3, 4, 1, -2]));
        Assert.Equal((3, 2), (layer.Inputs, layer.Outputs));
    }

    [Fact]
    public void A_stack_runs_its_layers_in_order()
    {
        ParameterPlan plan = new();
        LinearLayer first = new(plan, "first", 3, 4, Activation.Tanh),
            second = new(plan, "second", 4, 2, Activation.Identity);
        LayerStack stack = new(first, second);
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        float[] between = Run(first, parameters, [1, 2, 3]);

        Assert.Equal((3, 2), (stack.Inputs, stack.Outputs));
        Assert.Equal(Run(second, parameters, between), Run(stack, parameters, [1, 2, 3]));
    }

    [Fact]
    public void A_stack_of_nothing_or_of_layers_that_do_not_fit_is_refused()
    {
        ParameterPlan plan = new();
        LinearLayer three = new(plan, "three", 3, 4, Activation.Identity),
            five = new(plan, "five", 5, 2, Activation.Identity);

        Assert.Throws<ArgumentException>(() => new LayerStack());
        string message = Assert.Throws<ArgumentException>(() => new LayerStack(three, five)).Message;
        Assert.Contains("Layer 1 takes 5 features, but layer 0 gives 4", message, StringComparison.Ordinal);
    }

    private static float[] Run(Layer layer, ParameterSet parameters, float[] rows)
    {
        using Tape tape = new(parameters.Kernels, recording: false);
        int batch = rows.Length / layer.Inputs;
        float[] output = new float[batch * layer.Outputs];
        tape.Read(layer.Forward(tape.Input(rows, new Shape(batch, layer.Inputs)), Pass.Inference(parameters)), output);
        return output;
    }
}
