using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class BatchNormalizationLayerTests
{
    // The mean is 3 and 30, the unbiased variance 8 and 200.
    private static readonly float[] Batch = [1, 20, 5, 40];

    [Fact]
    public void Training_uses_the_batch_and_moves_the_running_figures_a_tenth_of_the_way()
    {
        (BatchNormalizationLayer layer, ParameterSet parameters) = Create();
        using ParameterSet owned = parameters;

        Assert.All(layer.Run(Pass.Training(parameters, 1, 0), Batch).Zip([-1f, -1f, 1f, 1f]), pair =>
            Assert.Equal(pair.Second, pair.First, 1e-5f)
        );
        Close([0.3f, 3f], parameters.Values("norm.mean"));
        Close([0.9f + 0.8f, 0.9f + 20f], parameters.Values("norm.variance"));
    }

    [Theory]
    [InlineData(PassKind.Evaluation)]
    [InlineData(PassKind.Inference)]
    public void Afterwards_the_running_figures_are_used_and_stay(PassKind kind)
    {
        (BatchNormalizationLayer layer, ParameterSet parameters) = Create();
        using ParameterSet owned = parameters;
        parameters.Kernels.Write([2, 10], parameters.Parameters[2].Value);
        parameters.Kernels.Write([4, 25], parameters.Parameters[3].Value);
        Pass pass = kind == PassKind.Inference ? Pass.Inference(parameters) : Pass.Evaluation(parameters, 1, 0);

        Close([-0.5f, 2, 1.5f, 6], layer.Run(pass, Batch));
        Close([1.5f, 6], layer.Run(pass, 5, 40));
        Assert.Equal([2f, 10f], parameters.Values("norm.mean"));
        Assert.Equal([4f, 25f], parameters.Values("norm.variance"));
    }

    [Fact]
    public void One_row_is_normalized_with_the_running_figures_in_training_too()
    {
        (BatchNormalizationLayer layer, ParameterSet parameters) = Create();
        using ParameterSet owned = parameters;

        Assert.Equal(layer.Run(Pass.Inference(parameters), 5, 40), layer.Run(Pass.Training(parameters, 1, 0), 5, 40));
        Assert.Equal([0f, 0f], parameters.Values("norm.mean"));
        Assert.Equal([1f, 1f], parameters.Values("norm.variance"));
    }

    private static (BatchNormalizationLayer Layer, ParameterSet Parameters) Create()
    {
        ParameterPlan plan = new();
        BatchNormalizationLayer layer = new(plan, "norm", 2);
        return (layer, plan.Create(CpuKernels.Shared, seed: 1));
    }

    private static void Close(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
    }
}
