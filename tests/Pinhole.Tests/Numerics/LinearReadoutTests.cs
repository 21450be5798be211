using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public class LinearReadoutTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("readout.safetensors"));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20)]
    public void Reads_back_what_scikit_learn_does(int count)
    {
        double expected = Golden.Tensors[$"{count} share"].ToDoubles()[0];
        double Share(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads);
            using LinearReadout readout = new(kernels, Golden.Tensors["targets"].ToFloats(), 9, fitted: 100);
            return readout.RSquared(Golden.Tensors[$"{count} features"].ToFloats(), count)!.Value;
        }

        Assert.Equal(expected, Share(1), 1e-5);
        Assert.Equal(Share(1), Share(2));
        Assert.Equal(Share(1), Share(3));
    }

    [Fact]
    public void All_comes_back_from_the_targets_and_nothing_from_a_constant()
    {
        float[] targets = Golden.Tensors["targets"].ToFloats();
        using LinearReadout readout = new(CpuKernels.Shared, targets, 9, fitted: 100);

        Assert.InRange(readout.RSquared(targets, 9)!.Value, 0.999, 1);
        Assert.InRange(readout.RSquared([.. Enumerable.Repeat(2f, 200)], 1)!.Value, -0.1, 1e-6);
        Assert.Null(readout.RSquared([.. Enumerable.Repeat(float.NaN, 200)], 1));
    }
}
