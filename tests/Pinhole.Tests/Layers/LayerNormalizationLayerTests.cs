using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class LayerNormalizationLayerTests
{
    [Fact]
    public void Each_row_is_normalized_scaled_and_shifted_alike_in_every_pass()
    {
        ParameterPlan plan = new();
        LayerNormalizationLayer layer = new(plan, "norm", 2);
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);
        parameters.Kernels.Write([1, 3], parameters.Parameters[0].Value);
        parameters.Kernels.Write([0, 10], parameters.Parameters[1].Value);

        foreach (
            Pass pass in new[]
            {
                Pass.Training(parameters, 1, 0),
                Pass.Evaluation(parameters, 1, 0),
                Pass.Inference(parameters),
            }
        )
        {
            float[] found = layer.Run(pass, 1, 5, 40, 20, 7, 7);
            Assert.All(found.Zip([-1f, 13f, 1f, 7f, 0f, 10f]), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
        }
    }
}
