using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Pinhole.Data.Writers;
using Pinhole.Engine.Random;

namespace Pinhole.Benchmarks.Data;

/// <summary>Files of numbers to read, made once in a folder that goes when the benchmark ends.</summary>
internal sealed class TestFiles(long megabytes) : IDisposable
{
    private const int CsvColumns = 1000;
    private const int Pixels = 784;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pinhole-data-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Text with 1000 columns of six digits each.</summary>
    public string Csv()
    {
        Rng rng = new(1);
        using StreamWriter writer = new(Path("rows.csv"));
        writer.WriteLine(string.Join(',', Enumerable.Range(1, CsvColumns).Select(i => $"x{i}")));
        while (writer.BaseStream.Length < megabytes * 1_000_000)
            writer.WriteLine(
                string.Join(
                    ',',
                    Enumerable
                        .Range(0, CsvColumns)
                        .Select(_ => rng.NextFloat().ToString("0.000000", CultureInfo.InvariantCulture))
                )
            );
        return Path("rows.csv");
    }

    /// <summary>The same, packed.</summary>
    public string PackedCsv()
    {
        using FileStream from = File.OpenRead(Path("rows.csv"));
        using GZipStream to = new(File.Create(Path("rows.csv.gz")), CompressionLevel.Fastest);
        from.CopyTo(to);
        return Path("rows.csv.gz");
    }

    /// <summary>NumPy's file of float32, [rows, 784].</summary>
    public string Npy()
    {
        float[] values = new float[Rows(sizeof(float)) * Pixels];
        Rng rng = new(2);
        for (int i = 0; i < values.Length; i++)
            values[i] = rng.NextFloat();
        using FileStream file = File.Create(Path("rows.npy"));
        NpyWriter.Write(file, values, values.Length / Pixels, Pixels);
        return Path("rows.npy");
    }

    /// <summary>MNIST's format: bytes, [rows, 28, 28].</summary>
    public string Idx()
    {
        int rows = Rows(1);
        using FileStream file = File.Create(Path("rows-idx3-ubyte"));
        file.Write([
            0,
            0,
            8,
            3,
            (byte)(rows >> 24),
            (byte)(rows >> 16),
            (byte)(rows >> 8),
            (byte)rows,
            0,
            0,
            0,
            28,
            0,
            0,
            0,
            28,
        ]);
        uint[] values = new uint[Pixels / sizeof(uint)];
        Rng rng = new(3);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = (uint)rng.NextInt(int.MaxValue);
            file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return Path("rows-idx3-ubyte");
    }

    /// <summary>Genotypes of PLINK 1, sample by sample, an eighth as large: [samples, 10,000].</summary>
    public string Bed()
    {
        const int variants = 10_000;
        int samples = (int)(megabytes * 1_000_000 / 8 / (variants / 4));
        Rng rng = new(4);
        using FileStream file = File.Create(Path("rows.bed"));
        file.Write([0x6C, 0x1B, 0]);
        byte[] row = new byte[variants / 4];
        for (int sample = 0; sample < samples; sample++)
        {
            // 00, 10 and 11, and no missing ones.
            for (int i = 0; i < row.Length; i++)
                row[i] = (byte)(rng.NextInt(256) | 0b1010_1010);
            file.Write(row);
        }

        File.WriteAllLines(Path("rows.bim"), Enumerable.Range(1, variants).Select(i => $"1 v{i} 0 {i} A C"));
        File.WriteAllLines(Path("rows.fam"), Enumerable.Range(1, samples).Select(i => $"f i{i} 0 0 0 1"));
        return Path("rows.bed");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private int Rows(int bytes) => (int)(megabytes * 1_000_000 / (Pixels * bytes));
}
