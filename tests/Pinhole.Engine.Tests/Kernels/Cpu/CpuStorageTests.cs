using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class CpuStorageTests
{
    [Fact]
    public void Memory_begins_as_zeros()
    {
        // Twice, because the second may get the memory of the first.
        for (int i = 0; i < 2; i++)
        {
            Device device = Widths.Get(1);
            using Storage storage = device.Allocate(100_003);
            float[] values = new float[storage.Length];
            device.Read(storage.All, values);
            Assert.All(values, value => Assert.Equal(0f, value));
            device.Fill(storage.All, 7f);
        }
    }

    [Fact]
    public void Blocks_that_are_too_short_are_refused_before_anything_is_written()
    {
        Device device = Widths.Get(1);
        using Storage storage = device.Allocate(20);
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            device.MatMul(
                storage.All.Slice(0, 5),
                false,
                storage.All.Slice(5, 6),
                false,
                storage.All.Slice(11, 4),
                2,
                3,
                2,
                accumulate: false
            )
        );
        Assert.Contains("5 elements was given where 6 are needed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_of_another_device_are_refused()
    {
        using ReferenceKernels other = new();
        using Storage storage = other.Allocate(4);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Widths.Get(1).Fill(storage.All, 1f));
        Assert.Contains("another device", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_was_given_back_is_refused()
    {
        Device device = Widths.Get(1);
        Storage storage = device.Allocate(4);
        storage.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Fill(storage.All, 1f));
    }

    [Fact]
    public void More_memory_than_there_can_be_is_refused()
    {
        Assert.ThrowsAny<OutOfMemoryException>(() => Widths.Get(1).Allocate(long.MaxValue));
        Assert.ThrowsAny<OutOfMemoryException>(() => Widths.Get(1).Allocate(1L << 58));
        Assert.Throws<ArgumentOutOfRangeException>(() => Widths.Get(1).Allocate(-1));
    }
}
