using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class ConvolutionLayerTests
{
    [Fact]
    public void The_same_weights_look_at_every_patch()
    {
        ParameterPlan plan = new();
        ConvolutionLayer layer = new(plan, "layer", new Patches(2, 3, 1, 1, 2), channels: 2, Activation.Relu);
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        parameters.Kernels.Write([1, -1, 10, 1], parameters.Parameters[0].Value);
        parameters.Kernels.Write([0, 0.5f], parameters.Parameters[1].Value);
        using Tape tape = new(parameters.Kernels, recording: false);
        float[] output = new float[8];
        tape.Read(layer.Forward(tape.Input([1, 2, 4, 5, 3, 0], new Shape(1, 6)), Pass.Inference(parameters)), output);

        Assert.Equal((6, 8), (layer.Inputs, layer.Outputs));
        Assert.Equal([0, 12.5f, 0, 24.5f, 2, 53.5f, 3, 30.5f], output);
    }

    [Fact]
    public void Weights_start_by_what_they_bring_together()
    {
        ParameterPlan plan = new();
        _ = new ConvolutionLayer(
            plan,
            "rectified",
            new Patches(9, 9, 20, 3, 3, Stride: 2, Padding: 1),
            channels: 100,
            Activation.Relu
        );
        _ = new ConvolutionLayer(
            plan,
            "linear",
            new Patches(9, 9, 20, 3, 3, Stride: 2, Padding: 1),
            channels: 100,
            Activation.Identity
        );
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        float[] rectified = new float[100 * 180],
            linear = new float[100 * 180];
        parameters.Kernels.Read(parameters.Parameters[0].Value, rectified);
        parameters.Kernels.Read(parameters.Parameters[2].Value, linear);

        Assert.Equal(2.0 / 180, rectified.Average(weight => weight * weight), 5e-4);
        Assert.InRange(linear.Max(), 0.99 * Math.Sqrt(6.0 / (180 + 225)), Math.Sqrt(6.0 / (180 + 225)));
    }
}
