namespace Pinhole.Data.Stores;

/// <summary>
/// Computes the means of variants, and notes which genotypes occur. One addition serves four means: a 64-bit number
/// holds a count for each genotype of a byte, and is emptied before one could overflow into the next.
/// </summary>
/// <param name="variants">Genotypes of a sample.</param>
internal sealed class GenotypeMeans(int variants)
{
    private const int LaneBits = 16;

    // A sample adds at most 2.
    private const int MaximumSamples = ((1 << LaneBits) - 1) / 2;

    private static readonly ulong[] CopiesOf = Lanes(code =>
        code == Genotype.Missing ? 0 : (ulong)Genotype.Count(code)
    );
    private static readonly ulong[] MissingOf = Lanes(code => code == Genotype.Missing ? 1UL : 0);

    private readonly ulong[] _copies = new ulong[Genotype.Bytes(variants)];
    private readonly ulong[] _missing = new ulong[Genotype.Bytes(variants)];
    private readonly long[] _allCopies = new long[variants];
    private readonly long[] _allMissing = new long[variants];
    private readonly bool[] _seen = new bool[256];
    private int _samples;
    private long _allSamples;

    /// <summary>Looks at a sample.</summary>
    /// <param name="packed">Its genotypes.</param>
    public void Add(ReadOnlySpan<byte> packed)
    {
        if (_samples == MaximumSamples)
            Empty();
        _samples++;
        packed = packed[.._copies.Length];
        for (int i = 0; i < packed.Length; i++)
        {
            _copies[i] += CopiesOf[packed[i]];
            _missing[i] += MissingOf[packed[i]];
        }

        int whole = variants / Genotype.InByte;
        foreach (byte four in packed[..whole])
            _seen[four] = true;
        // The padding of the last byte is no genotype.
        for (int variant = whole * Genotype.InByte; variant < variants; variant++)
            _seen[Genotype.Code(packed, variant) * 0b0101_0101] = true;
    }

    /// <summary>The mean number of copies over samples where it is known; 0 if it is known for none.</summary>
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

    /// <summary>Every distinct number of the rows: counts of known genotypes, and means for missing ones.</summary>
    /// <param name="means">The result of <see cref="Finish"/>.</param>
    public float[] Values(float[] means)
    {
        HashSet<float> values = [];
        for (int four = 0; four < _seen.Length; four++)
        {
            for (int i = 0; i < Genotype.InByte && _seen[four]; i++)
                values.Add(Genotype.Count(Genotype.Code([(byte)four], i)));
        }

        values.Remove(float.NaN);
        for (int variant = 0; variant < variants; variant++)
        {
            if (_allMissing[variant] > 0)
                values.Add(means[variant]);
        }

        return [.. values];
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

    private static ushort Lane(ulong[] lanes, int variant) =>
        (ushort)(lanes[variant / Genotype.InByte] >> (LaneBits * (variant % Genotype.InByte)));

    // For each possible byte the counts of its four genotypes.
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
