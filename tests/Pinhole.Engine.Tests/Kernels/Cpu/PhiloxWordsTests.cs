using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Random;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed unsafe class PhiloxWordsTests
{
    [Theory]
    [InlineData(0UL, 0UL, 0UL)]
    [InlineData(1UL, 2UL, 48UL)]
    [InlineData(0x299f31d0_a4093822UL, 0x03707344_13198a2eUL, 0x85a308d3_243f6a88UL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, 0xFFFF_FFF8UL)]
    [InlineData(7UL, 1UL << 62, ulong.MaxValue - 5)]
    public void Words_are_those_of_the_blocks_one_by_one(ulong seed, ulong stream, ulong firstBlock)
    {
        uint* words = stackalloc uint[4 * PhiloxWords.Blocks];
        PhiloxWords.Fill(seed, stream, firstBlock, words);
        Span<uint> block = stackalloc uint[4];
        for (int b = 0; b < PhiloxWords.Blocks; b++)
        {
            Rng.Generate(seed, stream, unchecked(firstBlock + (ulong)b), block);
            for (int j = 0; j < 4; j++)
                Assert.Equal(block[j], words[(j * PhiloxWords.Blocks) + b]);
        }
    }
}
