using System.Runtime.InteropServices;

namespace Pinhole.Data.Stores;

/// <summary>
/// A genotype as PLINK 1 packs it: two bits, four genotypes in a byte, the first in its lowest bits. 0 is two copies of
/// the first allele, 2 is one, 3 is none, and 1 is missing.
/// </summary>
internal static class Genotype
{
    /// <summary>How many genotypes a byte holds.</summary>
    public const int InByte = 4;

    /// <summary>The code of a missing genotype.</summary>
    public const int Missing = 1;

    private static readonly float[] Copies = [2, float.NaN, 1, 0];

    /// <summary>
    /// The four counts of each possible byte, as they lie in memory, NaN for a missing genotype: [256].
    /// </summary>
    public static Int128[] Unpacked { get; } = UnpackAll();

    /// <summary>The bytes that this many genotypes take.</summary>
    public static int Bytes(int count) => (int)(((long)count + InByte - 1) / InByte);

    /// <summary>The code of a genotype.</summary>
    /// <param name="packed">Genotypes in a row.</param>
    /// <param name="index">Which, counted from 0.</param>
    public static int Code(ReadOnlySpan<byte> packed, int index) => (packed[index >> 2] >> (2 * (index & 3))) & 3;

    /// <summary>Finds missing genotypes: their lower bit is set, their higher bit is not.</summary>
    /// <param name="packed">32 genotypes.</param>
    /// <returns>The lower bit of each missing genotype.</returns>
    public static ulong MissingOf(ulong packed) => packed & ~(packed >> 1) & 0x5555_5555_5555_5555;

    /// <summary>The copies of the first allele that a code means; NaN if missing.</summary>
    public static float Count(int code) => Copies[code];

    private static Int128[] UnpackAll()
    {
        Int128[] all = new Int128[256];
        Span<float> counts = MemoryMarshal.Cast<Int128, float>(all.AsSpan());
        for (int i = 0; i < counts.Length; i++)
            counts[i] = Count(Code([(byte)(i / InByte)], i % InByte));
        return all;
    }
}
