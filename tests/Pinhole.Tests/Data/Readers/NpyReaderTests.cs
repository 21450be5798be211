using System.Text;
using Pinhole.Data;

namespace Pinhole.Tests.Data.Readers;

public sealed class NpyReaderTests
{
    public static TheoryData<string> NumberFiles =>
        Golden(name => name[0] is 'f' or 'i' or 'u' && char.IsDigit(name[1]));

    public static TheoryData<string> RefusedFiles =>
        Golden(name => name.StartsWith("refused_", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(NumberFiles))]
    public void Every_number_type_order_and_version_reads_as_numpy_wrote_it(string name)
    {
        Dataset data = Dataset.Open(Repository.Golden($"npy/{name}"));

        Func<int, float> expected = name[0] switch
        {
            'f' => i => i * 0.5f - 1,
            'i' => i => i - 2,
            _ => i => i + 1,
        };
        Assert.Equal((2, 3), (data.Rows, data.Columns));
        Assert.Equal(Enumerable.Range(0, 6).Select(expected), data.Row(0).ToArray().Concat(data.Row(1).ToArray()));
    }

    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public void What_is_no_table_of_finite_numbers_is_refused_by_name(string name) =>
        Refusal.Says(() => Dataset.Open(Repository.Golden($"npy/{name}")), name);

    [Fact]
    public void Objects_are_refused_for_what_they_are() =>
        Refusal.Says(() => Dataset.Open(Repository.Golden("npy/refused_objects.npy")), "Python objects");

    [Fact]
    public void Truth_values_are_0_and_1() =>
        Assert.Equal([1f, 0, 1], Dataset.Open(Repository.Golden("npy/bool.npy")).Row(0).ToArray());

    [Fact]
    public void NaN_is_a_missing_number() =>
        Assert.Equal([3f, float.NaN], Dataset.Open(Repository.Golden("npy/missing.npy")).Row(1).ToArray());

    [Fact]
    public void One_dimension_is_one_column()
    {
        Dataset data = Dataset.Open(Repository.Golden("npy/one_dimension.npy"));
        Assert.Equal((4, 1, 3f), (data.Rows, data.Columns, data.Row(3)[0]));
    }

    [Fact]
    public void Images_of_bytes_are_divided_by_255()
    {
        Dataset data = Dataset.Open(Repository.Golden("npy/images_u1.npy"));
        Assert.Equal(new ImageShape(1, 3, 4), data.Schema.Image);
        Assert.Equal(230f / 255, data.Row(1)[11]);
    }

    [Fact]
    public void Four_dimensions_in_Fortran_order_are_images_with_channels()
    {
        Dataset data = Dataset.Open(Repository.Golden("npy/four_dimensions_fortran.npy"));
        Assert.Equal(new ImageShape(3, 2, 4), data.Schema.Image);
        Assert.Equal(Enumerable.Range(24, 24).Select(i => (float)i), data.Row(1).ToArray());
    }

    [Fact]
    public void The_label_file_beside_is_found_and_must_fit()
    {
        using TestFolder folder = new();
        string rows = folder.Bytes("rows.npy", File.ReadAllBytes(Repository.Golden("npy/f4_little.npy")));
        Refusal.Says(() => Dataset.Open(rows, new DataOptions { Labels = "auto" }), "no label file");
        Assert.False(Dataset.Open(rows).HasLabels);

        folder.Bytes("rows-labels.npy", File.ReadAllBytes(Repository.Golden("npy/one_dimension.npy")));
        Refusal.Says(() => Dataset.Open(rows), "rows-labels.npy", "4 labels for the 2 rows");
        Refusal.Says(() => Dataset.Open(rows, new DataOptions { Labels = rows }), "3 numbers a row");
    }

    [Fact]
    public void A_file_of_another_length_than_its_header_says_is_refused()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Repository.Golden("npy/f4_little.npy"));

        for (int length = 1; length < whole.Length; length++)
            Assert.Throws<InputException>(() => Dataset.Open(folder.Bytes("cut.npy", whole[..length])));
        Refusal.Says(() => Dataset.Open(folder.Bytes("cut.npy", whole[..^1])), "cut short");
        Refusal.Says(() => Dataset.Open(folder.Bytes("long.npy", [.. whole, 0])), "longer");
        Refusal.Says(() => Dataset.Open(folder.Gzip("cut.npy.gz", whole[..^1])), "cut short");
        Refusal.Says(() => Dataset.Open(folder.Gzip("long.npy.gz", [.. whole, 0])), "longer");
        Assert.Equal(2, Dataset.Open(folder.Gzip("whole.npy.gz", whole)).Rows);
    }

    [Theory]
    [InlineData("(2000000000, 2000000000)", "memory")]
    [InlineData("(99999999999999999999, 1)", "understood")]
    [InlineData("(500000000, 4)", "cut short")]
    [InlineData("(0, 99999999999)", "no numbers")]
    [InlineData("(-1, 4)", "understood")]
    [InlineData("()", "single number")]
    [InlineData("[2]", "understood")]
    public void A_lying_shape_is_refused_before_memory_is_taken(string shape, string says)
    {
        using TestFolder folder = new();
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n";
        byte[] file =
        [
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            (byte)header.Length,
            0,
            .. Encoding.ASCII.GetBytes(header),
            0,
            0,
            0,
            0,
        ];

        Refusal.Says(() => Dataset.Open(folder.Bytes("lie.npy", file)), "lie.npy", says);
        Refusal.Says(() => Dataset.Open(folder.Gzip("lie.npy.gz", file)), "lie.npy.gz", says);
    }

    [Fact]
    public void A_header_of_gigabytes_is_refused() =>
        Refusal.Says(
            () =>
            {
                using TestFolder folder = new();
                Dataset.Open(folder.Bytes("huge.npy", [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0]));
            },
            "2147483647 bytes"
        );

    [RealDataFact("formats/npy")]
    public void Files_from_other_projects_read_or_are_refused() => ReadOrRefuse(Repository.RealData("formats/npy"));

    [RealDataFact("formats/npy-dtypes")]
    public void Files_of_many_types_read_or_are_refused() => ReadOrRefuse(Repository.RealData("formats/npy-dtypes"));

    private static TheoryData<string> Golden(Predicate<string> wanted) =>
        [
            .. new DirectoryInfo(Repository.Golden("npy"))
                .GetFiles()
                .Select(file => file.Name)
                .Where(name => wanted(name)),
        ];

    private static void ReadOrRefuse(string folder)
    {
        int read = 0;
        foreach (string path in Directory.GetFiles(folder, "*.np?"))
        {
            Exception? refusal = Record.Exception(() => Dataset.Open(path));
            if (refusal is not null)
                Assert.IsType<InputException>(refusal);
            if (path.Contains("objarr", StringComparison.Ordinal) && path.EndsWith(".npy", StringComparison.Ordinal))
                Assert.Contains("Python objects", refusal?.Message, StringComparison.Ordinal);
            read += refusal is null ? 1 : 0;
        }

        Assert.True(read > 5, $"only {read} files could be read");
    }
}
