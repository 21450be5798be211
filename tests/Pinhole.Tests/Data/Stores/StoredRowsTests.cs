using Pinhole.Data;
using Pinhole.Data.Stores;
using Pinhole.Data.Writers;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Tests.Contract;
using Pinhole.Training;

namespace Pinhole.Tests.Data.Stores;

/// <summary>Rows that stay on the disk give what rows in memory give.</summary>
public sealed class StoredRowsTests : IDisposable
{
    private static readonly DataOptions OnDisk = new() { Memory = 0 };

    private readonly TestFolder _folder = new();

    public static TheoryData<string> Files =>
        [
            .. Directory
                .EnumerateFiles(Repository.Golden("npy"), "*.npy")
                .Select(path => Path.GetFileName(path))
                .Where(name =>
                    !name.StartsWith("refused", StringComparison.Ordinal)
                    && !name.Contains("four_dimensions_fortran", StringComparison.Ordinal)
                ),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_number_type_and_order_reads_the_same(string name)
    {
        Dataset memory = Dataset.Open(Repository.Golden($"npy/{name}")),
            disk = Dataset.Open(Repository.Golden($"npy/{name}"), OnDisk);

        Assert.True(disk.IsSlow && !memory.IsSlow);
        AssertSame(memory, disk);
    }

    [Fact]
    public void Packed_files_text_and_idx_do_too()
    {
        Dataset rows = SmallData.Smooth(40, 7);
        string npy = _folder.Path("rows.npy"),
            csv = _folder.Path("rows.csv");
        DatasetWriter.Write(rows, npy);
        DatasetWriter.Write(rows, csv);
        byte[] idx = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 64, 128, 255];

        foreach (
            string path in new[]
            {
                npy,
                csv,
                _folder.Gzip("rows.npy.gz", File.ReadAllBytes(npy)),
                _folder.Gzip("rows.csv.gz", File.ReadAllBytes(csv)),
                _folder.Bytes("images", idx),
            }
        )
        {
            string? labels = path.Contains("csv", StringComparison.Ordinal) ? "label" : null;
            AssertSame(
                Dataset.Open(path, new DataOptions { Labels = labels }),
                Dataset.Open(path, OnDisk with { Labels = labels })
            );
            AssertSame(
                Dataset.Open(path, new DataOptions { Labels = labels }),
                Dataset.Open(path, new DataOptions { Labels = labels, Memory = 500 })
            );
        }
    }

    [Fact]
    public void Parts_and_columns_of_them_do_too()
    {
        string path = _folder.Path("rows.npy");
        DatasetWriter.Write(SmallData.Binary(30, 4), path);
        Dataset memory = Dataset.Open(path),
            disk = Dataset.Open(path, OnDisk);

        AssertSame(memory.Split(0.5, 3).Second, disk.Split(0.5, 3).Second);
        AssertSame(memory.WithoutColumns([1], out Dataset taken), disk.WithoutColumns([1], out Dataset takenToo));
        AssertSame(taken, takenToo);
        AssertSame(memory.Binarize(2), disk.Binarize(2));
    }

    [Fact]
    public void Training_ends_in_the_same_bits()
    {
        string path = _folder.Path("rows.npy");
        DatasetWriter.Write(SmallData.Smooth(200, 12), path);

        Assert.Equal(Weights(Dataset.Open(path)), Weights(Dataset.Open(path, OnDisk)));
    }

    [Fact]
    public void An_epoch_reads_ahead_and_gives_every_batch_in_its_order()
    {
        string path = _folder.Path("rows.npy");
        DatasetWriter.Write(SmallData.Smooth(103, 5), path);
        BatchLoader memory = new(Dataset.Open(path), 8, new Rng(4)),
            disk = new(Dataset.Open(path, OnDisk), 8, new Rng(4));

        for (int epoch = 0; epoch < 3; epoch++)
        {
            memory.StartEpoch();
            disk.StartEpoch();
            memory.Skip(epoch);
            disk.Skip(epoch);
            // An epoch that is broken off leaves a batch that was read ahead.
            for (int batch = 0; batch < (epoch == 1 ? 2 : int.MaxValue) && memory.Next(out int rows); batch++)
            {
                Assert.True(disk.Next(out int rowsToo));
                Assert.Equal(rows, rowsToo);
                Assert.Equal(memory.Values, disk.Values);
            }
        }

        Assert.False(disk.Next(out _));
    }

    [Fact]
    public void A_file_that_was_cut_after_it_was_opened_is_an_error_of_one_line()
    {
        string path = _folder.Path("rows.npy");
        DatasetWriter.Write(SmallData.Smooth(1000, 50), path);
        Dataset disk = Dataset.Open(path, OnDisk);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(5000);

        BatchLoader loader = new(disk, 32);
        loader.StartEpoch();
        Refusal.Says(
            () =>
            {
                while (loader.Next(out _)) { }
            },
            path,
            "shorter"
        );
    }

    [Fact]
    public void A_number_that_is_not_finite_is_found_on_the_disk_too()
    {
        string path = _folder.Text("rows.csv", "a,b\n1,2\n3,4\n");
        using RowCollector rows = new(2, 0, "rows");
        for (int row = 0; row < 5; row++)
            rows.Add().Fill(row == 3 ? float.PositiveInfinity : row);

        Refusal.Says(
            () => StoredRows.Of(rows.Finish(), new Schema { Columns = 2 }, path, null),
            path,
            "Infinity",
            "row 4",
            "column 1"
        );
    }

    public void Dispose() => _folder.Dispose();

    private static float[] Weights(Dataset rows)
    {
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 16 });
        return model.Weights();
    }

    private static void AssertSame(Dataset expected, Dataset found)
    {
        Assert.Equal(
            (expected.Rows, expected.Columns, expected.Schema.Image),
            (found.Rows, found.Columns, found.Schema.Image)
        );
        Assert.Equal((expected.Schema.Minimum, expected.Schema.Maximum), (found.Schema.Minimum, found.Schema.Maximum));
        for (int row = 0; row < expected.Rows; row++)
            Assert.Equal(expected.Row(row).ToArray(), found.Row(row).ToArray());
    }
}
