using System.Buffers;
using System.Runtime.InteropServices;

namespace Pinhole.Data.Stores;

/// <summary>
/// Samples as rows of how often each has the first allele of a variant, 0, 1 or 2, unpacked as they are read. A genotype that is
/// missing becomes the mean of its variant over the samples where it is there, and 0 where there is none.
/// </summary>
internal sealed class GenotypeRows : RowStore
{
    private readonly PackedGenotypes _genotypes;
    private readonly int[]? _chosen;
    private readonly float[] _means;

    /// <summary>Makes rows, and passes over all samples once for the means.</summary>
    /// <param name="genotypes">The samples.</param>
    /// <param name="samples">How many there are.</param>
    /// <param name="variants">How many genotypes a sample has.</param>
    /// <param name="chosen">Which variants are the columns, counted from 0; null for all.</param>
    public GenotypeRows(PackedGenotypes genotypes, int samples, int variants, int[]? chosen)
        : base(samples, chosen?.Length ?? variants)
    {
        _genotypes = genotypes;
        _chosen = chosen;
        _means = Means(genotypes, samples, variants);
    }

    public override bool IsSlow => _genotypes.IsInFile;

    public override void Read(ReadOnlySpan<int> rows, Span<float> target)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(_genotypes.RowBytes);
        try
        {
            for (int i = 0; i < rows.Length; i++)
                Unpack(_genotypes.Read(rows[i], buffer), target.Slice(i * Columns, Columns));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Unpack(ReadOnlySpan<byte> packed, Span<float> target)
    {
        if (_chosen is not null)
        {
            for (int column = 0; column < target.Length; column++)
                target[column] = Unpack(packed, _chosen[column]);
            return;
        }

        // Four numbers of a whole byte are written as one.
        Span<Int128> whole = MemoryMarshal.Cast<float, Int128>(target);
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] = Genotype.Unpacked[packed[i]];
            if (!Genotype.HasMissing(packed[i]))
                continue;
            for (int column = i * Genotype.InByte; column < (i + 1) * Genotype.InByte; column++)
                target[column] = Unpack(packed, column);
        }

        for (int column = whole.Length * Genotype.InByte; column < target.Length; column++)
            target[column] = Unpack(packed, column);
    }

    private float Unpack(ReadOnlySpan<byte> packed, int variant)
    {
        int code = Genotype.Code(packed, variant);
        return code == Genotype.Missing ? _means[variant] : Genotype.Count(code);
    }

    private static float[] Means(PackedGenotypes genotypes, int samples, int variants)
    {
        GenotypeMeans means = new(variants);
        byte[] buffer = new byte[genotypes.RowBytes];
        for (int sample = 0; sample < samples; sample++)
            means.Add(genotypes.Read(sample, buffer));
        return means.Finish();
    }
}
