using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

public sealed class BlockTests
{
    [Fact]
    public void A_block_must_lie_within_its_storage()
    {
        using ReferenceStorage storage = new(10);
        Assert.Equal(10, new Block(storage, 0, 10).Length);
        Assert.True(new Block(storage, 10, 0).IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Block(storage, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Block(storage, -1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Block(storage, 11, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Block(storage, 5, long.MaxValue));
    }

    [Fact]
    public void A_slice_counts_from_its_block_and_stays_within_it()
    {
        using ReferenceStorage storage = new(10);
        Block block = new(storage, 3, 5);
        Block slice = block.Slice(2, 3);
        Assert.Equal((5L, 3L), (slice.Offset, slice.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Slice(2, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Slice(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Slice(0, -1));
    }

    [Fact]
    public void The_default_block_is_empty_and_lies_nowhere()
    {
        Block block = default;
        Assert.True(block.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => block.Storage);
    }
}
