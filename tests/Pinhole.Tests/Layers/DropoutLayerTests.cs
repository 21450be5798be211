using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class DropoutLayerTests
{
    private static readonly ParameterSet NoWeights = new(CpuKernels.Shared, []);
    private static readonly float[] Ones = [.. Enumerable.Repeat(1f, 4000)];

    [Fact]
    public void Training_drops_a_share_anew_in_each_step_and_layer()
    {
        DropoutLayer layer = new(40, 0.25, index: 0),
            other = new(40, 0.25, index: 1);
        float[] first = layer.Run(Pass.Training(NoWeights, 1, 0), Ones);

        Assert.InRange(first.Count(value => value == 0), 850, 1150);
        Assert.All(first, value => Assert.True(value is 0 or 1 / 0.75f));
        Assert.Equal(first, layer.Run(Pass.Training(NoWeights, 1, 0), Ones));
        Assert.NotEqual(first, layer.Run(Pass.Training(NoWeights, 1, 1), Ones));
        Assert.NotEqual(first, layer.Run(Pass.Training(NoWeights, 2, 0), Ones));
        Assert.NotEqual(first, other.Run(Pass.Training(NoWeights, 1, 0), Ones));
    }

    [Fact]
    public void Outside_of_training_nothing_is_dropped()
    {
        DropoutLayer layer = new(40, 0.25, index: 0);

        Assert.Equal(Ones, layer.Run(Pass.Evaluation(NoWeights, 1, 0), Ones));
        Assert.Equal(Ones, layer.Run(Pass.Inference(NoWeights), Ones));
    }
}
