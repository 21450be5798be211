using System.Text;
using System.Text.Json;
using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers;

public sealed class PlinkReaderTests : IDisposable
{
    private const float None = float.NaN;

    // Five samples, so that a variant takes two bytes; nobody has the last variant.
    private static readonly float[][] Counts =
    [
        [2, 0, None],
        [1, None, None],
        [0, 2, None],
        [2, 2, None],
        [2, 0, None],
    ];

    private static readonly float[] Filled = [2, 0, 0, 1, 1, 0, 0, 2, 0, 2, 2, 0, 2, 0, 0];

    private readonly TestFolder _folder = new();
    private readonly string _bed,
        _bim,
        _fam;

    public PlinkReaderTests()
    {
        _bed = _folder.Bytes("geno.bed", GenotypeFiles.Bed(Counts));
        _bim = _folder.Text("geno.bim", GenotypeFiles.Bim(3));
        _fam = _folder.Text("geno.fam", GenotypeFiles.Fam("1", "2", "-9", "2", "NA"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Samples_are_rows_of_counts_of_the_first_allele_and_what_is_missing_is_the_mean()
    {
        Dataset data = Dataset.Open(_bed);
        Assert.Equal((5, 3, "geno.bed"), (data.Rows, data.Columns, data.Name));
        Assert.Equal(Filled, data.Values());
        Assert.Equal(["v1", "v2", "v3"], data.Schema.ColumnNames);
        Assert.Equal(("f i1", "f i5"), (data.Id(0), data.Id(4)));
        Assert.Equal(
            (0L, 0f, 2f, false),
            (data.Schema.Missing, data.Schema.Minimum, data.Schema.Maximum, data.HasLabels)
        );
    }

    [Fact]
    public void Sample_by_sample_or_variant_by_variant_and_in_memory_or_not_is_the_same()
    {
        string bySample = _folder.Bytes("other.bed", GenotypeFiles.Bed(Counts, bySample: true));
        File.Copy(_bim, _folder.Path("other.bim"));
        File.Copy(_fam, _folder.Path("other.fam"));
        DataOptions onDisk = new() { Memory = 0 };

        Assert.False(Dataset.Open(_bed).IsSlow);
        Assert.True(Dataset.Open(_bed, onDisk).IsSlow);
        Assert.Equal(Filled, Dataset.Open(_bed, onDisk).Values());
        Assert.Equal(Filled, Dataset.Open(bySample).Values());
        Assert.Equal(Filled, Dataset.Open(bySample, onDisk).Values());
        Assert.Equal([2, 2, 0, 2, 0, 0], Dataset.Open(_bed, onDisk).Take([3, 0]).Values());
    }

    [Fact]
    public void Any_of_the_three_files_may_be_named_and_the_content_counts_first()
    {
        Assert.Equal(Filled, Dataset.Open(_bim).Values());
        Assert.Equal(Filled, Dataset.Open(_fam).Values());
        File.Move(_bed, _folder.Path("geno.dat"));
        Assert.Equal(Filled, Dataset.Open(_folder.Path("geno.dat")).Values());
    }

    [Fact]
    public void Phenotypes_are_labels_where_they_are_asked_for()
    {
        foreach (string labels in new[] { "phenotype", "auto" })
        {
            Dataset data = Dataset.Open(_bed, new DataOptions { Labels = labels });
            Assert.Equal(["1", "2", "missing"], data.Schema.ClassNames);
            Assert.Equal([0, 1, 2, 1, 2], Enumerable.Range(0, 5).Select(data.Label));
            Assert.Contains("2 of 5 phenotypes are missing", Assert.Single(data.Remarks), StringComparison.Ordinal);
        }

        Assert.Equal(
            ["a", "b"],
            Dataset.Open(_bed, new DataOptions { Labels = _folder.Text("l.txt", "a\nb\na\nb\na\n") }).Schema.ClassNames
        );
        Refusal.Says(() => Dataset.Open(_bed, new DataOptions { Labels = "sex" }), "no label file sex", "phenotype");
        _folder.Text("geno.fam", GenotypeFiles.Fam("0", "0", "-9", "0", "NA"));
        Refusal.Says(
            () => Dataset.Open(_bed, new DataOptions { Labels = "phenotype" }),
            "geno.fam has no phenotypes",
            "-9, 0, NA"
        );
        Assert.Equal(Filled, Dataset.Open(_bed).Values());
    }

    [Fact]
    public void A_model_finds_its_variants_by_their_ids()
    {
        Schema like = Dataset.Open(_bed).Schema with { Columns = 2, ColumnNames = ["v2", "v1"] };
        Dataset data = Dataset.Open(_bed, new DataOptions { Like = like });
        Assert.Equal(["v2", "v1"], data.Schema.ColumnNames);
        Assert.Equal([0, 2, 1, 1, 2, 0, 2, 2, 0, 2], data.Values());
        Assert.Equal(["v3"], Dataset.Open(_bed, new DataOptions { Context = "v3" }).Context!.Schema.ColumnNames);

        Refusal.Says(
            () => Dataset.Open(_bed, new DataOptions { Like = like with { ColumnNames = ["v2", "v9"] } }),
            "geno.bim lacks the variant 'v9'"
        );
        _folder.Text("geno.bim", GenotypeFiles.Bim(3).Replace("v3", "v2", StringComparison.Ordinal));
        Refusal.Says(
            () => Dataset.Open(_bed, new DataOptions { Like = like }),
            "geno.bim has the variant 'v2' several times"
        );
    }

    [Fact]
    public void Options_of_tables_are_refused() =>
        Refusal.Says(() => Dataset.Open(_bed, new DataOptions { Id = "v1" }), "geno.bed has no named columns", "`Id`");

    [Theory]
    [InlineData("geno.bed")]
    [InlineData("geno.bim")]
    [InlineData("geno.fam")]
    public void A_file_that_is_missing_or_empty_is_named(string name)
    {
        File.Delete(_folder.Path(name));
        foreach (string other in new[] { _bed, _bim, _fam }.Where(File.Exists))
            Refusal.Says(() => Dataset.Open(other), $"{name} does not exist");
        _folder.Bytes(name);
        foreach (string path in new[] { _bed, _bim, _fam })
            Refusal.Says(() => Dataset.Open(path), $"{name} is empty");
    }

    [Fact]
    public void A_bed_file_of_another_length_or_kind_is_refused()
    {
        byte[] whole = File.ReadAllBytes(_bed);
        Says(whole[..^1], "5 samples and 3 variants", "take 9 bytes", "cut short");
        Says([.. whole, 0], "take 9 bytes", "too long");
        Says(whole[..3], "ends before its genotypes");
        Says([0x6C, 0x1B, 2, .. whole[3..]], "not of PLINK 1", "third byte is 2");
        Says(Encoding.ASCII.GetBytes("chr1\t100\t200\n"), "6C 1B", "another extension");
        Says(File.ReadAllBytes(_folder.Gzip("packed", whole)), "gzip");

        void Says(byte[] content, params string[] parts) =>
            Refusal.Says(() => Dataset.Open(_folder.Bytes("geno.bed", content)), ["geno.bed", .. parts]);
    }

    [Fact]
    public void A_bim_or_fam_file_with_other_lines_is_refused()
    {
        _folder.Text("geno.bim", GenotypeFiles.Bim(2) + "1 v3\n");
        Refusal.Says(() => Dataset.Open(_bed), "geno.bim, line 3: 2 fields");
        _folder.Text("geno.bim", GenotypeFiles.Bim(4));
        Refusal.Says(() => Dataset.Open(_bed), "geno.bed", "5 samples and 4 variants");
        _folder.Text("geno.bim", GenotypeFiles.Bim(1000));
        Refusal.Says(() => Dataset.Open(_bed), "geno.bim has more lines");
        _folder.Gzip("geno.bim", Encoding.ASCII.GetBytes(GenotypeFiles.Bim(3)));
        Refusal.Says(() => Dataset.Open(_bed), "geno.bim is packed");

        _folder.Text(
            "geno.bim",
            "\r\n" + GenotypeFiles.Bim(3).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"
        );
        Assert.Equal(Filled, Dataset.Open(_bed).Values());
    }

    [Theory]
    [InlineData("geno.bed")]
    [InlineData("geno.bim")]
    [InlineData("geno.fam")]
    public void A_damaged_file_reads_or_is_refused(string name)
    {
        void Open(byte[] file)
        {
            _folder.Bytes(name, file);
            Dataset.Open(_bed);
        }

        (int read, int refused) = Damage.Try(File.ReadAllBytes(_folder.Path(name)), Open, cutsShow: name == "geno.bed");
        Assert.True(read > 0 && refused > 10, $"{read} read, {refused} refused");
    }

    [RealDataFact("plink")]
    public void Published_samples_read_as_numpy_unpacks_them()
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(Repository.Golden("plink.json")));
        foreach (JsonProperty file in truth.RootElement.EnumerateObject())
        {
            foreach (long memory in new[] { 1L << 40, 0 })
            {
                Dataset data = Dataset.Open(
                    Repository.RealData($"plink/{file.Name}.bed"),
                    new DataOptions { Memory = memory }
                );
                JsonElement expected = file.Value;
                Assert.Equal(
                    (expected.GetProperty("rows").GetInt32(), expected.GetProperty("columns").GetInt32()),
                    (data.Rows, data.Columns)
                );
                Assert.Equal(
                    expected.GetProperty("mean").GetDouble(),
                    data.Values().Average(value => (double)value),
                    1e-7
                );
                Assert.Equal(expected.GetProperty("first").GetString(), data.Schema.ColumnNames![0]);
                Assert.Equal(expected.GetProperty("last").GetString(), data.Schema.ColumnNames[^1]);
                Assert.Equal(expected.GetProperty("sample").GetString(), data.Id(data.Rows - 1));
                float[] row = data.Row(expected.GetProperty("row").GetInt32()).ToArray();
                int step = Math.Max(1, data.Columns / 100);
                Assert.Equal(
                    expected.GetProperty("values").EnumerateArray().Select(value => value.GetSingle()),
                    row.Where((_, column) => column % step == 0)
                );
            }
        }
    }

    [RealDataFact("plink")]
    public void Every_genotype_is_that_of_the_published_truth()
    {
        Dataset truth = Dataset.Open(Repository.RealData("plink/some_missing.val.npy")),
            data = Dataset.Open(Repository.RealData("plink/some_missing.bed"));
        float[] expected = truth.Values(),
            found = data.Values();
        Assert.Equal(2182, expected.Count(float.IsNaN));
        for (int column = 0; column < truth.Columns; column++)
        {
            float[] known =
            [
                .. Enumerable
                    .Range(0, truth.Rows)
                    .Select(row => expected[(row * truth.Columns) + column])
                    .Where(value => !float.IsNaN(value)),
            ];
            for (int row = 0; row < truth.Rows; row++)
            {
                float value = expected[(row * truth.Columns) + column];
                Assert.Equal(
                    float.IsNaN(value) ? known.Average() : value,
                    found[(row * truth.Columns) + column],
                    1e-6f
                );
            }
        }

        Assert.Equal(
            [1, 0, 2, 0, 2, 0, 2, 2, 0, 1, 2, 0],
            Dataset.Open(Repository.RealData("plink/small.bim")).Values()
        );
    }

    [RealDataFact("plink")]
    public void Published_files_that_are_damaged_are_refused_by_name()
    {
        Refusal.Says(
            () => Dataset.Open(Repository.RealData("plink/badfile.bed")),
            "badfile.bed does not start as a .bed file"
        );
        Refusal.Says(() => Dataset.Open(Repository.RealData("plink/empty.bed")), "empty.bed is empty");
        Refusal.Says(
            () => Dataset.Open(Repository.RealData("plink/small_too_short.bed")),
            "small_too_short.bed",
            "3 samples and 4 variants",
            "cut short"
        );
        Assert.Equal(
            ["blue", "red"],
            Dataset
                .Open(Repository.RealData("plink/small.fam"), new DataOptions { Labels = "phenotype" })
                .Schema.ClassNames
        );
    }
}
