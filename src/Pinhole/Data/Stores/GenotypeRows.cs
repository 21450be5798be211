using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Pinhole.Data.Stores;

/// <summary>
/// Samples as rows: the copies (0, 1 or 2) of the first allele of each variant, unpacked as they are read. A missing
/// genotype becomes the mean of its variant over the other samples, or 0 if all are missing.
/// </summary>
internal sealed class GenotypeRows : RowStore
{
    // Genotypes of eight bytes.
    private const int Together = sizeof(ulong) * Genotype.InByte;

    private readonly PackedGenotypes _genotypes;
    private readonly int[]? _chosen;
    private readonly float[] _means;
    private readonly NumberSurvey _survey = new();

    /// <summary>Makes rows, and reads all samples once for the means.</summary>
    /// <param name="genotypes">The samples.</param>
    /// <param name="samples">How many there are.</param>
    /// <param name="variants">How many genotypes a sample has.</param>
    /// <param name="chosen">Which variants are the columns, counted from 0; null for all.</param>
    public GenotypeRows(PackedGenotypes genotypes, int samples, int variants, int[]? chosen)
        : base(samples, chosen?.Length ?? variants)
    {
        _genotypes = genotypes;
        _chosen = chosen;
        GenotypeMeans means = new(variants);
        byte[] buffer = new byte[genotypes.RowBytes];
        FileBytes.Reading reading = genotypes.Begin();
        for (int sample = 0; sample < samples; sample++)
            means.Add(genotypes.Read(reading, sample, buffer));
        _means = means.Finish();
        _survey.Add(means.Values(_means));
    }

    public override bool IsSlow => _genotypes.IsInFile;

    /// <summary>
    /// The distinct numbers are known, but not how often each occurs. That matters only if some are large, and 2 is the
    /// maximum here.
    /// </summary>
    public override NumberSurvey Survey(int[]? rows) => rows is null && _chosen is null ? _survey : base.Survey(rows);

    public override void Read(ReadOnlySpan<int> rows, Span<float> target)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(_genotypes.RowBytes);
        try
        {
            FileBytes.Reading reading = _genotypes.Begin();
            for (int i = 0; i < rows.Length; i++)
                Unpack(_genotypes.Read(reading, rows[i], buffer), target.Slice(i * Columns, Columns));
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

        // The four numbers of a byte are written at once; then missing genotypes are corrected, eight bytes at a time.
        Span<Int128> fours = MemoryMarshal.Cast<float, Int128>(target);
        int whole = target.Length / Together * Together;
        for (int first = 0; first < whole; first += Together)
        {
            ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(packed[(first / Genotype.InByte)..]);
            Span<Int128> counts = fours.Slice(first / Genotype.InByte, sizeof(ulong));
            for (int i = 0; i < counts.Length; i++)
                counts[i] = Genotype.Unpacked[(byte)(bits >> (8 * i))];
            for (ulong missing = Genotype.MissingOf(bits); missing != 0; missing &= missing - 1)
            {
                int column = first + (BitOperations.TrailingZeroCount(missing) / 2);
                target[column] = _means[column];
            }
        }

        for (int column = whole; column < target.Length; column++)
            target[column] = Unpack(packed, column);
    }

    private float Unpack(ReadOnlySpan<byte> packed, int variant)
    {
        int code = Genotype.Code(packed, variant);
        return code == Genotype.Missing ? _means[variant] : Genotype.Count(code);
    }
}
