namespace Pinhole.Data.Stores;

/// <summary>
/// Takes the means of variants, four of them with one addition: a number of 64 bits has room for a count of each genotype of a
/// byte, until so many samples have passed that one might overflow into the next.
/// </summary>
/// <param name="variants">Genotypes of a sample.</param>
internal sealed class GenotypeMeans(int variants)
{
    private const int LaneBits = 16;

    // A sample adds two at most.
    private const int MostSamples = ((1 << LaneBits) - 1) / 2;

    private static readonly ulong[] CopiesOf = Lanes(code => code == Genotype.Missing ? 0 : (ulong)Genotype.Count(code));
    private static readonly ulong[] MissingOf = Lanes(code => code == Genotype.Missing ? 1UL : 0);

    private readonly ulong[] _copies = new ulong[Genotype.Bytes(variants)];
    private readonly ulong[] _missing = new ulong[Genotype.Bytes(variants)];
    private readonly long[] _allCopies = new long[variants];
    private readonly long[] _allMissing = new long[variants];
    private int _samples;
    private long _allSamples;

    /// <summary>Looks at a sample.</summary>
    /// <param name="packed">Its genotypes.</param>
    public void Add(ReadOnlySpan<byte> packed)
    {
        if (_samples == MostSamples)
            Empty();
        _samples++;
        packed = packed[.._copies.Length];
        for (int i = 0; i < packed.Length; i++)
        {
            _copies[i] += CopiesOf[packed[i]];
            _missing[i] += MissingOf[packed[i]];
        }
    }

    /// <summary>The mean number of copies where it is known; 0 where it is known of no sample.</summary>
    /// <returns>[variants].</returns>
    public float[] Finish()
    {
        Empty();
        float[] means = new float[variants];
        for (int variant = 0; variant < variants; variant++)
        {
            long known = _allSamples - _allMissing[variant];
            means[variant] = known == 0 ? 0 : (float)(_allCopies[variant] / (double)known);
        }

        return means;
    }

    private void Empty()
    {
        for (int variant = 0; variant < variants; variant++)
        {
            _allCopies[variant] += Lane(_copies, variant);
            _allMissing[variant] += Lane(_missing, variant);
        }

        Array.Clear(_copies);
        Array.Clear(_missing);
        _allSamples += _samples;
        _samples = 0;
    }

    private static ushort Lane(ulong[] lanes, int variant) => (ushort)(lanes[variant / Genotype.InByte] >> (LaneBits * (variant % Genotype.InByte)));

    // For each byte there can be, what its four genotypes count.
    private static ulong[] Lanes(Func<int, ulong> count)
    {
        ulong[] lanes = new ulong[256];
        for (int i = 0; i < lanes.Length * Genotype.InByte; i++)
        {
            byte[] packed = [(byte)(i / Genotype.InByte)];
            lanes[packed[0]] |= count(Genotype.Code(packed, i % Genotype.InByte)) << (LaneBits * (i % Genotype.InByte));
        }

        return lanes;
    }
}
