using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Training;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing_after_two(int threads)
    {
        const int Rows = 100;
        using Device device = CpuKernels.Create(threads);
        using TrainingStep step = new(device, [64, 37, 5, 37, 64], (y, x) =>
            y.Activate(Activation.Sigmoid).Dropout(0.1f, 1, 2).SquaredError(x)
            + y.GaussianKl()
            + y.Reparameterize(3, 4).SquaredError(x.Columns(7, 32))
        );
        float[] batch = Formula.Batch(0, Rows, 64);
        step.Run(batch, Rows);
        step.Run(batch, Rows);

        long before = GC.GetAllocatedBytesForCurrentThread();
        step.Run(batch, Rows);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        // The workers as well. The test runner allocates a little beside us, but the smallest object has 24 bytes.
        long least = Enumerable
            .Range(0, 3)
            .Min(_ =>
            {
                long start = GC.GetTotalAllocatedBytes(precise: true);
                for (int i = 0; i < 100; i++)
                    step.Run(batch, Rows);
                return GC.GetTotalAllocatedBytes(precise: true) - start;
            });
        Assert.InRange(least, 0, (100 * 24) - 1);
    }

    [Fact]
    public void A_smaller_last_batch_allocates_nothing_either()
    {
        using Device device = CpuKernels.Create(2);
        using TrainingStep step = new(device, [64, 37, 5, 37, 64], (y, x) => y.BernoulliLoss(x));
        float[] batch = Formula.Batch(0, 100, 64);
        for (int i = 0; i < 2; i++)
        {
            step.Run(batch, 100);
            step.Run(batch, 41);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        step.Run(batch, 100);
        step.Run(batch, 41);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
