using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;

namespace Pinhole.Tests.Models.Bottlenecks;

public class L1BottleneckTests
{
    [Fact]
    public void The_term_is_the_weighted_sum_of_absolute_values_and_the_code_stays()
    {
        float[] code = [1, -2, 0, 4];
        using ParameterSet noWeights = new(CpuKernels.Shared, []);
        using Tape tape = new(CpuKernels.Shared);
        LossTerms terms = new();
        float[] latent = new float[4];
        tape.Read(
            new L1Bottleneck(0.5).Forward(tape.Input(code, new Shape(2, 2)), Pass.Training(noWeights, 1, 0), terms),
            latent
        );

        Assert.Equal("sparsity", terms.Name(0));
        Assert.Equal(0.5 * 7 / 2, tape.ReadScalar(terms.Total), 1e-6);
        Assert.Equal(code, latent);
    }
}
