using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class TransposedConvolutionLayerTests
{
    [Fact]
    public void Each_pixel_paints_a_patch_and_overlaps_add_up()
    {
        ParameterPlan plan = new();
        TransposedConvolutionLayer layer = new(
            plan,
            "layer",
            new Patches(1, 3, 1, 1, 2),
            channels: 2,
            Activation.Identity
        );
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        parameters.Kernels.Write([1, 10, 2, 20], parameters.Parameters[0].Value);
        parameters.Kernels.Write([0.5f], parameters.Parameters[1].Value);
        using Tape tape = new(parameters.Kernels, recording: false);
        float[] output = new float[3];
        tape.Read(layer.Forward(tape.Input([1, 0, 3, 1], new Shape(1, 4)), Pass.Inference(parameters)), output);

        Assert.Equal((4, 3), (layer.Inputs, layer.Outputs));
        Assert.Equal([1.5f, 15.5f, 26.5f], output);
    }

    [Fact]
    public void Weights_start_by_what_they_bring_together()
    {
        ParameterPlan plan = new();
        _ = new TransposedConvolutionLayer(
            plan,
            "layer",
            new Patches(9, 9, 20, 3, 3, Stride: 2, Padding: 1),
            channels: 100,
            Activation.Relu
        );
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        float[] weights = new float[100 * 180];
        parameters.Kernels.Read(parameters.Parameters[0].Value, weights);

        Assert.Equal(2.0 / 225, weights.Average(weight => weight * weight), 5e-4);
    }
}
