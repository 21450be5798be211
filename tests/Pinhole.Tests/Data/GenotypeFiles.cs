namespace Pinhole.Tests.Data;

/// <summary>Files of PLINK 1 made by hand, by the description of the format.</summary>
internal static class GenotypeFiles
{
    /// <summary>A .bed file.</summary>
    /// <param name="counts">Copies of the first allele, [samples][variants]; NaN for none that is known.</param>
    /// <param name="bySample">Whether samples lie one after another, and not variants.</param>
    public static byte[] Bed(float[][] counts, bool bySample = false)
    {
        int samples = counts.Length,
            variants = counts[0].Length;
        int outer = bySample ? samples : variants,
            inner = bySample ? variants : samples;
        List<byte> file = [0x6C, 0x1B, (byte)(bySample ? 0 : 1)];
        for (int i = 0; i < outer; i++)
        {
            for (int first = 0; first < inner; first += 4)
            {
                int packed = 0;
                for (int j = first; j < Math.Min(inner, first + 4); j++)
                    packed |= Code(bySample ? counts[i][j] : counts[j][i]) << (2 * (j - first));
                file.Add((byte)packed);
            }
        }

        return [.. file];
    }

    /// <summary>A .bim file of variants called v1, v2, ….</summary>
    public static string Bim(int variants) =>
        string.Concat(Enumerable.Range(1, variants).Select(i => $"1\tv{i}\t0\t{100 * i}\tA\tC\n"));

    /// <summary>A .fam file of samples called "f i1", "f i2", …, each with a phenotype.</summary>
    public static string Fam(params string[] phenotypes) =>
        string.Concat(phenotypes.Select((phenotype, i) => $"f i{i + 1} 0 0 1 {phenotype}\n"));

    private static int Code(float count) =>
        count switch
        {
            2 => 0b00,
            1 => 0b10,
            0 => 0b11,
            _ => 0b01,
        };
}
