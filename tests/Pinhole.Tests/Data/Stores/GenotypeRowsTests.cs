using Pinhole.Data.Stores;
using Pinhole.Engine.Random;

namespace Pinhole.Tests.Data.Stores;

public sealed class GenotypeRowsTests : IDisposable
{
    private const int HeaderBytes = 3;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 5)]
    [InlineData(7, 4)]
    // More variants than are turned at a time.
    [InlineData(6, 8200)]
    public void Turned_genotypes_are_those_of_the_file(int samples, int variants)
    {
        float[][] counts = Random(samples, variants);
        byte[] bySample = GenotypeFiles.Bed(counts, bySample: true)[HeaderBytes..];
        string path = _folder.Bytes("geno.bed", GenotypeFiles.Bed(counts));
        FileBytes file = new(File.OpenHandle(path), path);

        foreach (long memory in new[] { 0, long.MaxValue })
        {
            PackedGenotypes turned = GenotypeTurner.Turn(file, HeaderBytes, samples, variants, memory, path);
            Assert.Equal(memory == 0, turned.IsInFile);
            byte[] buffer = new byte[turned.RowBytes];
            for (int sample = 0; sample < samples; sample++)
                Assert.Equal(
                    bySample[(sample * turned.RowBytes)..((sample + 1) * turned.RowBytes)],
                    turned.Read(turned.Begin(), sample, buffer).ToArray()
                );
        }
    }

    [Fact]
    public void Rows_are_counts_in_the_order_asked_for_with_means_for_what_is_missing()
    {
        float[][] counts = Random(9, 21);
        GenotypeRows rows = new(Packed(counts), 9, 21, null),
            some = new(Packed(counts), 9, 21, [20, 3, 3]);
        float[] found = new float[2 * 21],
            few = new float[2 * 3];
        rows.Read([8, 2], found);
        some.Read([8, 2], few);

        for (int column = 0; column < 21; column++)
        {
            float[] known = [.. counts.Select(row => row[column]).Where(count => !float.IsNaN(count))];
            float mean = known.Length == 0 ? 0 : (float)known.Average(count => (double)count);
            Assert.Equal(float.IsNaN(counts[8][column]) ? mean : counts[8][column], found[column]);
            Assert.Equal(float.IsNaN(counts[2][column]) ? mean : counts[2][column], found[21 + column]);
        }

        Assert.Equal([found[20], found[3], found[3], found[41], found[24], found[24]], few);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        GenotypeRows rows = new(Packed(Random(9, 21)), 9, 21, null);
        float[] target = new float[2 * 21];
        int[] two = [1, 5];
        Assert.Equal(0, Allocation.AfterWarmUp(() => rows.Read(two, target)));
    }

    [Fact]
    public void A_file_that_was_cut_after_it_was_opened_is_an_error_of_one_line()
    {
        string path = _folder.Bytes("geno.bed", GenotypeFiles.Bed(Random(9, 21), bySample: true));
        FileBytes file = new(File.OpenHandle(path, share: FileShare.ReadWrite), path);
        GenotypeRows rows = new(new PackedGenotypes(file, HeaderBytes, Genotype.Bytes(21)), 9, 21, null);
        using (FileStream writer = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            writer.SetLength(20);

        Refusal.Says(() => rows.Read([8], new float[21]), path, "shorter");
    }

    private static PackedGenotypes Packed(float[][] counts) =>
        new(GenotypeFiles.Bed(counts, bySample: true)[HeaderBytes..], Genotype.Bytes(counts[0].Length));

    private static float[][] Random(int samples, int variants)
    {
        float[] all = [0, 1, 2, float.NaN];
        Rng rng = new(3);
        float[][] counts = new float[samples][];
        for (int sample = 0; sample < samples; sample++)
        {
            counts[sample] = new float[variants];
            for (int variant = 0; variant < variants; variant++)
                counts[sample][variant] = all[rng.NextInt(4)];
        }

        return counts;
    }
}
