using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public class BestWeightsTests
{
    [Fact]
    public void The_lowest_loss_wins_and_what_is_no_number_never_does()
    {
        using ParameterSet parameters = new(CpuKernels.Shared, [("weight", new Shape(1))]);
        using BestWeights best = new(parameters);
        double[] losses = [3, 2, double.NaN, 2, 1, double.PositiveInfinity];
        List<(int, int)> seen = [];
        for (int epoch = 1; epoch <= losses.Length; epoch++)
        {
            parameters.Kernels.Fill(parameters.Values, epoch);
            best.Offer(epoch, losses[epoch - 1]);
            seen.Add((best.Epoch, best.Waited));
        }

        best.Restore();
        float[] weight = new float[1];
        parameters.Kernels.Read(parameters.Parameters[0].Value, weight);

        Assert.Equal([(1, 0), (2, 0), (2, 1), (2, 2), (5, 0), (5, 1)], seen);
        Assert.Equal(5, weight[0]);
    }
}
