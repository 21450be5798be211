using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class PixelwiseLayerTests
{
    [Fact]
    public void Every_pixel_goes_through_the_same_layer()
    {
        ParameterPlan plan = new();
        PixelwiseLayer layer = new(new LinearLayer(plan, "layer", 2, 1, Activation.Identity), pixels: 3);
        using ParameterSet parameters = plan.Allocate(CpuKernels.Shared);
        parameters.Kernels.Write([1, 10], parameters.Parameters[0].Value);

        Assert.Equal((6, 3), (layer.Inputs, layer.Outputs));
        Assert.Equal([21f, 43, 65, 7, 8, 9], layer.Run(Pass.Inference(parameters), 1, 2, 3, 4, 5, 6, 7, 0, 8, 0, 9, 0));
    }

    [Fact]
    public void A_batch_is_normalized_over_rows_and_pixels()
    {
        ParameterPlan plan = new();
        PixelwiseLayer layer = new(new BatchNormalizationLayer(plan, "layer", 1), pixels: 2);
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        float[] output = layer.Run(Pass.Training(parameters, 1, 0), 1, 3, 5, 7);

        double deviation = Math.Sqrt(5);
        Assert.All(output.Zip([-3, -1, 1, 3]), pair => Assert.Equal(pair.Second / deviation, pair.First, 1e-4));
        Assert.Equal(0.4, parameters.Values("layer.mean").Single(), 1e-6);
    }
}
