using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Tests.Memory;

public sealed unsafe class AlignedFloatsTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 64)]
    [InlineData(17, 64)]
    [InlineData(100_000, 64)]
    [InlineData(1 << 18, 1 << 21)]
    [InlineData((1 << 20) + 3, 1 << 21)]
    public void Memory_is_aligned_and_zero(int length, int alignment)
    {
        using AlignedFloats floats = new(length);
        Assert.Equal(length, floats.Length);
        Assert.Equal(0, (nint)floats.Pointer % alignment);
        Assert.Equal(-1, new Span<float>(floats.Pointer, length).IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Blocks_that_share_a_region_do_not_overlap_and_are_zero_when_it_is_used_again()
    {
        for (int round = 0; round < 3; round++)
        {
            AlignedFloats[] blocks = [.. Enumerable.Range(0, 200).Select(i => new AlignedFloats(1 + (i * 331)))];
            for (int i = 0; i < blocks.Length; i++)
            {
                Span<float> block = new(blocks[i].Pointer, (int)blocks[i].Length);
                Assert.Equal(-1, block.IndexOfAnyExcept(0f));
                block.Fill(i + 1);
            }

            for (int i = 0; i < blocks.Length; i++)
            {
                Assert.Equal(-1, new Span<float>(blocks[i].Pointer, (int)blocks[i].Length).IndexOfAnyExcept(i + 1f));
                blocks[i].Dispose();
            }
        }
    }

    [Fact]
    public void Memory_that_was_given_back_cannot_be_used()
    {
        AlignedFloats floats = new(10);
        floats.Dispose();
        floats.Dispose();
        Assert.Throws<ObjectDisposedException>(() => (nint)floats.Pointer);
    }

    [Fact]
    public void Lengths_are_not_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedFloats(-1));
}
