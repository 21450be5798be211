namespace Pinhole.Data.Stores;

/// <summary>
/// A genotype as PLINK 1 packs it: two bits, four genotypes in a byte, the first in its lowest bits. 0 is two copies of the
/// first allele, 2 is one, 3 is none, and 1 is a genotype that is missing.
/// </summary>
internal static class Genotype
{
    /// <summary>How many genotypes a byte holds.</summary>
    public const int InByte = 4;

    /// <summary>The code of a genotype that is missing.</summary>
    public const int Missing = 1;

    private static readonly float[] Copies = [2, float.NaN, 1, 0];

    /// <summary>How many bytes so many genotypes take.</summary>
    public static int Bytes(int count) => (int)(((long)count + InByte - 1) / InByte);

    /// <summary>The code of a genotype.</summary>
    /// <param name="packed">Genotypes in a row.</param>
    /// <param name="index">Which, counted from 0.</param>
    public static int Code(ReadOnlySpan<byte> packed, int index) => (packed[index >> 2] >> (2 * (index & 3))) & 3;

    /// <summary>How many copies of the first allele a code means; NaN for none that is known.</summary>
    public static float Count(int code) => Copies[code];
}
