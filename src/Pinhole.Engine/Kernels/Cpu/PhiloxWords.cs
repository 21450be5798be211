using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pinhole.Engine.Random;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>The words of <see cref="Rng.Generate"/>, many blocks at once.</summary>
internal static unsafe class PhiloxWords
{
    /// <summary>Blocks made at once.</summary>
    public const int Blocks = 16;

    /// <summary>Word j of block firstBlock + b becomes words[16 j + b].</summary>
    [MethodImpl(Compile.Hot)]
    public static void Fill(ulong seed, ulong stream, ulong firstBlock, uint* words)
    {
        // Without AVX-512's vector product of 64-bit numbers, single blocks are as fast.
        if (Vector512.IsHardwareAccelerated)
        {
            for (int b = 0; b < Blocks; b += Vector512<ulong>.Count)
                FillVector(seed, stream, firstBlock + (ulong)b, words + b);
            return;
        }

        Span<uint> block = stackalloc uint[4];
        for (int b = 0; b < Blocks; b++)
        {
            Rng.Generate(seed, stream, firstBlock + (ulong)b, block);
            for (int j = 0; j < 4; j++)
                words[(j * Blocks) + b] = block[j];
        }
    }

    // One block in each lane of 64 bits, each of its words in the lower half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillVector(ulong seed, ulong stream, ulong firstBlock, uint* words)
    {
        Vector512<ulong> low = Vector512.Create((ulong)uint.MaxValue),
            counter = Vector512.Create(firstBlock) + Vector512<ulong>.Indices;
        Vector512<ulong> c0 = counter & low,
            c1 = counter >> 32,
            c2 = Vector512.Create(stream) & low,
            c3 = Vector512.Create(stream >> 32);
        Vector512<ulong> k0 = Vector512.Create(seed) & low,
            k1 = Vector512.Create(seed >> 32);
        for (int round = 0; round < Rng.Rounds; round++)
        {
            Vector512<ulong> p0 = c0 * Rng.FirstMultiplier,
                p1 = c2 * Rng.SecondMultiplier;
            (c0, c1, c2, c3) = ((p1 >> 32) ^ c1 ^ k0, p1 & low, (p0 >> 32) ^ c3 ^ k1, p0 & low);
            k0 = (k0 + Vector512.Create((ulong)Rng.FirstKeyStep)) & low;
            k1 = (k1 + Vector512.Create((ulong)Rng.SecondKeyStep)) & low;
        }

        Vector512<uint> first = Vector512.Narrow(c0, c1),
            last = Vector512.Narrow(c2, c3);
        first.GetLower().Store(words);
        first.GetUpper().Store(words + Blocks);
        last.GetLower().Store(words + (2 * Blocks));
        last.GetUpper().Store(words + (3 * Blocks));
    }
}
