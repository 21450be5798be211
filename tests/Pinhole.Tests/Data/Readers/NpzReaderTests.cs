using System.IO.Compression;
using System.Text.Json;
using Pinhole.Data;
using Pinhole.Data.Writers;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers;

public sealed class NpzReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> NpyFiles =>
        [
            .. new DirectoryInfo(Repository.Golden("npy"))
                .GetFiles()
                .Select(file => file.Name)
                .Where(name => !name.StartsWith("refused_", StringComparison.Ordinal)),
        ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Rows_and_labels_read_as_numpy_wrote_them(string name)
    {
        Dataset data = Dataset.Open(Repository.Golden($"npz/{name}"));

        Assert.Equal((4, 3, name), (data.Rows, data.Columns, data.Name));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i / 4f), data.Values());
        Assert.Equal(["0", "1"], data.Schema.ClassNames);
        Assert.Equal([1, 0, 0, 1], Enumerable.Range(0, 4).Select(data.Label));
        Assert.Empty(data.Remarks);
    }

    [Theory]
    [MemberData(nameof(NpyFiles))]
    public void Every_array_reads_as_it_does_alone(string name)
    {
        byte[] array = File.ReadAllBytes(Repository.Golden($"npy/{name}"));
        Dataset alone = Dataset.Open(Repository.Golden($"npy/{name}"));
        foreach (CompressionLevel level in new[] { CompressionLevel.NoCompression, CompressionLevel.Optimal })
        {
            Dataset data = Dataset.Open(Zip(level, ("X", array)));
            Assert.Equal((alone.Rows, alone.Columns, alone.Schema.Image), (data.Rows, data.Columns, data.Schema.Image));
            Assert.Equal(alone.Values(), data.Values());
        }
    }

    [Fact]
    public void The_content_counts_and_not_the_name()
    {
        string path = _folder.Bytes("rows.csv", File.ReadAllBytes(Repository.Golden("npz/stored.npz")));
        Assert.Equal((4, 3), (Dataset.Open(path).Rows, Dataset.Open(path).Columns));
    }

    [Fact]
    public void Rows_are_the_array_of_a_known_name_or_the_only_table()
    {
        byte[] two = Numbers(2, 2),
            three = Numbers(3, 2),
            line = Numbers(5);

        Assert.Equal(2, Dataset.Open(Zip(("a", three), ("X", two))).Rows);
        Assert.Equal(2, Dataset.Open(Zip(("a", three), ("data", two))).Rows);
        Assert.Equal(2, Dataset.Open(Zip(("x_train", two), ("x_test", three))).Rows);
        Assert.Equal(3, Dataset.Open(Zip(("years", line), ("features", three), ("y", Numbers(3, 1)))).Rows);
        Assert.Equal((5, 1), (Dataset.Open(Zip(("arr_0", line))).Rows, Dataset.Open(Zip(("arr_0", line))).Columns));
        Refusal.Says(
            () => Dataset.Open(Zip(("one", two), ("other", three))),
            "rows.npz",
            "several arrays",
            "one, other"
        );
        Refusal.Says(() => Dataset.Open(Zip(("one", line), ("other", line))), "rows.npz", "no array", "one, other");
    }

    [Fact]
    public void Labels_are_found_by_themselves_or_named()
    {
        string path = Zip(("X", Numbers(3, 2)), ("labels", Integers(7, 5, 7)), ("z", Integers(1, 2, 3)));

        Assert.Equal(["5", "7"], Dataset.Open(path).Schema.ClassNames);
        Assert.Equal(1, Dataset.Open(path, new DataOptions { Labels = "auto" }).Label(2));
        Assert.Equal(2, Dataset.Open(path, new DataOptions { Labels = "z" }).Label(2));
        Assert.Equal(
            ["a", "b"],
            Dataset.Open(path, new DataOptions { Labels = _folder.Text("l.txt", "a\nb\na\n") }).Schema.ClassNames
        );
        Refusal.Says(
            () => Dataset.Open(path, new DataOptions { Labels = "Z" }),
            "rows.npz has no array 'Z'",
            "X, labels, z"
        );
        Assert.Equal(0, Dataset.Open(Zip(("x_train", Numbers(2, 2)), ("y_train", Integers(4, 4)))).Label(1));

        string bare = Zip(("X", Numbers(3, 2)), ("z", Integers(1, 2, 3)));
        Assert.False(Dataset.Open(bare).HasLabels);
        Refusal.Says(
            () => Dataset.Open(bare, new DataOptions { Labels = "auto" }),
            "no labels called y, labels, target",
            "X, z"
        );
    }

    [Fact]
    public void What_cannot_be_labels_is_left_with_a_remark_unless_it_is_asked_for()
    {
        string wide = Zip(("X", Numbers(2, 2)), ("y", Numbers(2, 3)));
        Assert.False(Dataset.Open(wide).HasLabels);
        Assert.Contains("3 numbers a row", Assert.Single(Dataset.Open(wide).Remarks), StringComparison.Ordinal);
        Refusal.Says(() => Dataset.Open(wide, new DataOptions { Labels = "auto" }), "entry y", "3 numbers a row");

        string text = Zip(("X", Numbers(2, 2)), ("y", File.ReadAllBytes(Repository.Golden("npy/refused_text.npy"))));
        Assert.Contains("U1", Assert.Single(Dataset.Open(text).Remarks), StringComparison.Ordinal);
        Refusal.Says(() => Dataset.Open(text, new DataOptions { Labels = "y" }), "entry y", "U1");

        Refusal.Says(
            () => Dataset.Open(Zip(("X", Numbers(2, 2)), ("y", Integers(1, 2, 3)))),
            "entry y",
            "3 labels for the 2 rows"
        );
    }

    [Fact]
    public void What_is_no_array_of_numbers_is_refused_for_what_it_is()
    {
        Refusal.Says(
            () => Dataset.Open(Repository.Golden("npz/objects.npz")),
            "objects.npz",
            "entry X",
            "Python objects"
        );
        Refusal.Says(
            () =>
                Dataset.Open(
                    Zip(
                        ("data", Numbers(3)),
                        ("format", Numbers(1)),
                        ("shape", Integers(2, 2)),
                        ("indices", Integers(1, 1, 0))
                    )
                ),
            "sparse"
        );
        Refusal.Says(() => Dataset.Open(Zip(CompressionLevel.Optimal)), "without NumPy arrays");
        Refusal.Says(
            () => Dataset.Open(_folder.Gzip("rows.npz.gz", File.ReadAllBytes(Repository.Golden("npz/stored.npz")))),
            "gzip",
            "unpack it"
        );
        Refusal.Says(() => Dataset.Open(Zip(("X", [1, 2, 3]))), "rows.npz, entry X", "cut short");

        byte[] locked = File.ReadAllBytes(Zip(("X", Numbers(2, 2))));
        locked[locked.AsSpan().IndexOf("PK\x1\x2"u8) + 8] |= 1;
        Refusal.Says(() => Dataset.Open(_folder.Bytes("locked.npz", locked)), "encrypted");
    }

    [Fact]
    public void Sizes_are_claims_that_nobody_believes()
    {
        byte[] lie = Numbers(2, 2);
        "9, 9), }"u8.CopyTo(lie.AsSpan(lie.AsSpan().IndexOf("2, 2), }"u8)));
        Refusal.Says(() => Dataset.Open(Zip(("X", lie))), "entry X", "cut short");

        // The directory of the zip file promises as many bytes as the array, two gigabytes; there are 16.
        byte[] huge = Numbers(2, 2);
        "23456789,23), }   "u8.CopyTo(huge.AsSpan(huge.AsSpan().IndexOf("2, 2), }"u8)));
        byte[] file = File.ReadAllBytes(Zip(("X", huge)));
        int directory = file.AsSpan().IndexOf("PK\x1\x2"u8);
        BitConverter.TryWriteBytes(file.AsSpan(directory + 24), (uint)(huge.Length - 16 + (23456789L * 23 * 4)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.Says(() => Dataset.Open(_folder.Bytes("huge.npz", file)), "entry X", "cut short");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void A_number_that_was_changed_on_the_way_is_noticed()
    {
        byte[] file = File.ReadAllBytes(Repository.Golden("npz/stored.npz"));
        // The last number of X; in a stored array it lies as it is.
        int number = file.AsSpan().IndexOf(BitConverter.GetBytes(2.75));
        Assert.True(number > 0);
        file[number + 6] ^= 1;
        Refusal.Says(() => Dataset.Open(_folder.Bytes("changed.npz", file)), "changed.npz", "damaged");
    }

    [Fact]
    public void Rows_too_large_for_memory_stay_on_the_disk()
    {
        string path = Zip(("X", Numbers(40, 5)), ("y", Integers([.. Enumerable.Range(0, 40)])));
        Dataset memory = Dataset.Open(path),
            disk = Dataset.Open(path, new DataOptions { Memory = 300 });

        Assert.True(disk.IsSlow && !memory.IsSlow);
        Assert.Equal(memory.Values(), disk.Values());
        Assert.Equal(39, disk.Label(39));
        Refusal.Says(
            () => Dataset.Open(Repository.Golden("npz/stored.npz"), new DataOptions { Memory = 0 }),
            "entry X",
            "Fortran order"
        );
    }

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void A_damaged_file_reads_or_is_refused(string name)
    {
        (int read, int refused) = Damage.Try(File.ReadAllBytes(Repository.Golden($"npz/{name}")), file =>
            Dataset.Open(_folder.Bytes("damaged.npz", file))
        );
        Assert.True(read > 0 && refused > 50, $"{read} read, {refused} refused");
    }

    [RealDataFact("adbench")]
    public void Published_tables_read_with_their_labels()
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(Repository.Golden("npz/adbench.json")));
        foreach (JsonProperty table in truth.RootElement.EnumerateObject())
        {
            Dataset data = Dataset.Open(Path.Combine(Repository.RealData("adbench"), table.Name));
            JsonElement expected = table.Value;
            Assert.Equal(
                (expected.GetProperty("rows").GetInt32(), expected.GetProperty("columns").GetInt32()),
                (data.Rows, data.Columns)
            );
            Assert.Equal(
                (expected.GetProperty("minimum").GetSingle(), expected.GetProperty("maximum").GetSingle()),
                (data.Schema.Minimum, data.Schema.Maximum)
            );
            double sum = expected.GetProperty("sum").GetDouble();
            Assert.Equal(sum, data.Values().Sum(value => (double)value), Math.Abs(sum) * 1e-12);
            Assert.Equal(
                expected.GetProperty("middle").EnumerateArray().Select(value => value.GetSingle()),
                data.Row(data.Rows / 2).ToArray()
            );
            Assert.Equal(["0", "1"], data.Schema.ClassNames);
            Assert.Equal(expected.GetProperty("anomalies").GetInt32(), Enumerable.Range(0, data.Rows).Sum(data.Label));
            Assert.Equal(
                expected.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()),
                Enumerable.Range(data.Rows - 5, 5).Select(data.Label)
            );
        }

        Assert.Equal(8, truth.RootElement.EnumerateObject().Count());
    }

    private static byte[] Numbers(params int[] shape)
    {
        using MemoryStream stream = new();
        int count = shape.Aggregate((product, size) => product * size);
        NpyWriter.Write(stream, [.. Enumerable.Range(0, count).Select(i => (float)i)], shape);
        return stream.ToArray();
    }

    private static byte[] Integers(params int[] values)
    {
        using MemoryStream stream = new();
        NpyWriter.Write(stream, values, [values.Length]);
        return stream.ToArray();
    }

    private string Zip(params (string Name, byte[] Content)[] arrays) => Zip(CompressionLevel.Optimal, arrays);

    private string Zip(CompressionLevel level, params (string Name, byte[] Content)[] arrays)
    {
        using ZipArchive archive = new(File.Create(_folder.Path("rows.npz")), ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in arrays)
        {
            using Stream entry = archive.CreateEntry($"{name}.npy", level).Open();
            entry.Write(content);
        }

        return _folder.Path("rows.npz");
    }
}
