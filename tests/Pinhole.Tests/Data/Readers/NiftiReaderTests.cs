using System.Buffers.Binary;
using System.Text.Json;
using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers;

public sealed class NiftiReaderTests : IDisposable
{
    private const short Byte = 2,
        Int16 = 4,
        Float = 16;

    // The NIfTI codes of all types that are read.
    private static readonly short[] Types = [Byte, Int16, 8, Float, 64, 256, 512, 768, 1024, 1280];
    private static readonly double[] Twelve = [.. Enumerable.Range(0, 12).Select(i => (double)i)];

    private readonly TestFolder _folder = new();

    public static TheoryData<int, bool, short> Kinds
    {
        get
        {
            TheoryData<int, bool, short> kinds = [];
            foreach (short type in Types)
            {
                kinds.Add(1, false, type);
                kinds.Add(1, true, type);
                kinds.Add(2, false, type);
                kinds.Add(2, true, type);
            }

            return kinds;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Slices_along_z_are_images_of_every_type_order_and_version(int version, bool bigEndian, short type)
    {
        Volume volume = new([2, 3, 2], Twelve)
        {
            Version = version,
            BigEndian = bigEndian,
            Type = type,
        };
        foreach (
            string path in new[]
            {
                _folder.Bytes("volume.nii", volume.ToBytes()),
                _folder.Gzip("volume.nii.gz", volume.ToBytes()),
            }
        )
        {
            Dataset data = Dataset.Open(path);
            Assert.Equal((2, 6, new ImageShape(1, 3, 2)), (data.Rows, data.Columns, data.Schema.Image));
            // x runs fastest in the file, as the columns of an image do.
            Assert.Equal([0, 1, 2, 3, 4, 5], data.Row(0).ToArray());
            Assert.Equal([6, 7, 8, 9, 10, 11], data.Row(1).ToArray());
            Assert.False(data.HasLabels);
        }
    }

    [Fact]
    public void Slices_of_one_time_come_before_those_of_the_next()
    {
        Dataset data = Open(new Volume([1, 2, 3, 2], Twelve));
        Assert.Equal((6, new ImageShape(1, 2, 1)), (data.Rows, data.Schema.Image));
        Assert.Equal([6, 7], data.Row(3).ToArray());
        Assert.Equal(1, Open(new Volume([4, 3], Twelve)).Rows);
        Assert.Equal(2, Open(new Volume([2, 3, 2, 1, 1], Twelve)).Rows);
    }

    [Theory]
    [InlineData(0.5, -1, new[] { -3f, 1.5f })]
    [InlineData(1, 10, new[] { 6f, 15f })]
    [InlineData(0, 7, new[] { -4f, 5f })]
    [InlineData(double.NaN, 7, new[] { -4f, 5f })]
    public void Slope_and_intercept_are_applied_where_there_is_a_slope(double slope, double intercept, float[] expected)
    {
        foreach (int version in new[] { 1, 2 })
        {
            Volume volume = new([2, 1, 1], [-4, 5])
            {
                Version = version,
                Slope = slope,
                Intercept = intercept,
            };
            Assert.Equal(expected, Open(volume).Row(0).ToArray());
        }
    }

    [Fact]
    public void Bytes_are_not_divided_NaN_is_0_and_infinity_is_refused()
    {
        Assert.Equal([255f, 51], Open(new Volume([2, 1, 1], [255, 51]) { Type = Byte }).Row(0).ToArray());
        Assert.Equal(
            [0f, 15],
            Open(
                    new Volume([2, 1, 1], [double.NaN, 5])
                    {
                        Type = Float,
                        Slope = 2,
                        Intercept = 5,
                    }
                )
                .Row(0)
                .ToArray()
        );
        Refusal.Says(
            () => Open(new Volume([2, 1, 1], [1, double.PositiveInfinity]) { Type = Float }),
            "volume.nii",
            "Infinity",
            "column 2"
        );
        Refusal.Says(
            () => Open(new Volume([2, 1, 1], [1, 2]) { Slope = 1, Intercept = double.PositiveInfinity }),
            "volume.nii",
            "intercept"
        );
    }

    [Fact]
    public void Numbers_start_where_the_header_says()
    {
        foreach (int version in new[] { 1, 2 })
        {
            Volume volume = new([2, 3, 2], Twelve) { Version = version, Extension = 5000 };
            Assert.Equal(11, Open(volume).Row(1)[5]);
            Assert.Equal(11, Dataset.Open(_folder.Gzip("volume.nii.gz", volume.ToBytes())).Row(1)[5]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(348)]
    [InlineData(352.5f)]
    [InlineData(-352)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    [InlineData(4e9f)]
    [InlineData(368)]
    public void Numbers_that_cannot_start_there_are_refused(float offset)
    {
        byte[] file = new Volume([2, 3, 2], Twelve).ToBytes();
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(108), offset);
        Refusal.Says(() => Dataset.Open(_folder.Bytes("volume.nii", file)), "volume.nii");
        Refusal.Says(() => Dataset.Open(_folder.Gzip("volume.nii.gz", file)), "volume.nii.gz");
    }

    [Theory]
    [InlineData(1, 0, 0, "0 dimensions")]
    [InlineData(1, 0, 8, "8 dimensions")]
    [InlineData(1, 1, 0, "dimension 1")]
    [InlineData(1, 2, -3, "dimension 2")]
    [InlineData(1, 2, 30000, "cut short")]
    [InlineData(2, 3, 1L << 40, "dimension 3")]
    [InlineData(2, 3, 2_000_000_000, "cut short")]
    [InlineData(2, 0, long.MinValue, "dimensions")]
    public void Lying_sizes_are_refused_before_memory_is_taken(int version, int index, long size, string says)
    {
        byte[] file = new Volume([2, 3, 2], Twelve) { Version = version }.ToBytes();
        if (version == 1)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(40 + (2 * index)), (short)size);
        else
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16 + (8 * index)), size);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.Says(() => Dataset.Open(_folder.Bytes("volume.nii", file)), "volume.nii", says);
        Refusal.Says(() => Dataset.Open(_folder.Gzip("volume.nii.gz", file)), "volume.nii.gz", says);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void What_is_no_volume_of_numbers_is_refused_for_what_it_is()
    {
        Refusal.Says(() => Open(new Volume([1, 1, 2, 1, 3], Twelve[..6])), "5 dimensions");
        Refusal.Says(() => Open(new Volume([2, 1, 1], [1, 2]) { Magic = "ni1\0"u8.ToArray() }), "another file");
        Refusal.Says(() => Open(new Volume([2, 1, 1], [1, 2]) { Magic = new byte[4] }), "Analyze");
        foreach (
            (short type, string name) in new[]
            {
                ((short)1, "bits"),
                ((short)32, "complex"),
                ((short)128, "colors"),
                ((short)1536, "128 bits"),
                ((short)99, "unknown"),
            }
        )
        {
            byte[] file = new Volume([2, 1, 1], [1, 2]).ToBytes();
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(70), type);
            Refusal.Says(() => Dataset.Open(_folder.Bytes("volume.nii", file)), "volume.nii", name, $"type {type}");
        }

        byte[] whole = new Volume([2, 3, 2], Twelve).ToBytes();
        Refusal.Says(() => Dataset.Open(_folder.Bytes("long.nii", [.. whole, 0])), "long.nii", "longer");
        Refusal.Says(() => Dataset.Open(_folder.Bytes("cut.nii", whole[..^1])), "cut.nii", "cut short");
        Refusal.Says(() => Dataset.Open(_folder.Bytes("head.nii", whole[..300])), "head.nii", "header is cut short");
    }

    [Fact]
    public void Labels_come_from_a_file_that_is_named()
    {
        string path = _folder.Bytes("images.nii", new Volume([2, 3, 2], Twelve).ToBytes());
        // A volume of labels is often called so; it is none of a label a slice.
        _folder.Bytes("labels.nii", new Volume([2, 3, 2], Twelve).ToBytes());
        Assert.False(Dataset.Open(path).HasLabels);
        Assert.Equal(
            ["a", "b"],
            Dataset.Open(path, new DataOptions { Labels = _folder.Text("slices.txt", "b\na\n") }).Schema.ClassNames
        );
        Refusal.Says(() => Dataset.Open(path, new DataOptions { Labels = "auto" }), "no labels");
    }

    [Fact]
    public void Slices_too_large_for_memory_stay_on_the_disk()
    {
        double[] values = [.. Twelve[..11], double.NaN];
        byte[] file = new Volume([2, 3, 2], values)
        {
            Type = Float,
            Slope = 0.1,
            Intercept = -3,
            BigEndian = true,
        }.ToBytes();
        foreach (string path in new[] { _folder.Bytes("volume.nii", file), _folder.Gzip("volume.nii.gz", file) })
        {
            Dataset memory = Dataset.Open(path),
                disk = Dataset.Open(path, new DataOptions { Memory = 0 });
            Assert.True(disk.IsSlow && !memory.IsSlow);
            Assert.Equal(memory.Values(), disk.Values());
            Assert.Equal((0f, -3f), (disk.Row(1)[5], disk.Row(0)[0]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_file_reads_or_is_refused(int version)
    {
        byte[] whole = new Volume([2, 3, 2], Twelve) { Version = version }.ToBytes();
        (int read, int refused) = Damage.Try(whole, file => Dataset.Open(_folder.Bytes("damaged.csv", file)));
        Assert.True(read > 50 && refused > 10, $"{read} read, {refused} refused");

        byte[] packed = File.ReadAllBytes(_folder.Gzip("whole.nii.gz", whole));
        (read, refused) = Damage.Try(packed, file => Dataset.Open(_folder.Bytes("damaged.nii.gz", file)));
        Assert.True(read > 0 && refused > 50, $"{read} read, {refused} refused");
    }

    [RealDataFact("nifti")]
    public void Volumes_of_other_projects_have_the_values_that_numpy_finds()
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(Repository.Golden("nifti.json")));
        string[] files =
        [
            .. Directory.EnumerateFiles(Repository.RealData("nifti")).Select(path => Path.GetFileName(path)).Order(),
        ];
        Assert.Equal(files, truth.RootElement.EnumerateObject().Select(file => file.Name).Order());
        foreach (JsonProperty file in truth.RootElement.EnumerateObject())
        {
            Dataset data = Dataset.Open(Path.Combine(Repository.RealData("nifti"), file.Name));
            int Size(string name) => file.Value.GetProperty(name).GetInt32();
            Assert.Equal(new ImageShape(1, Size("height"), Size("width")), data.Schema.Image);
            Assert.Equal(Size("depth") * Size("times"), data.Rows);
            AssertNear(file.Value.GetProperty("mean"), data.Values().Average(value => (double)value));
            AssertNear(file.Value.GetProperty("minimum"), data.Schema.Minimum);
            AssertNear(file.Value.GetProperty("maximum"), data.Schema.Maximum);
            foreach (JsonElement point in file.Value.GetProperty("points").EnumerateArray())
            {
                int At(string name) => point.GetProperty(name).GetInt32();
                AssertNear(
                    point.GetProperty("value"),
                    data.Row((At("t") * Size("depth")) + At("z"))[(At("y") * Size("width")) + At("x")]
                );
            }
        }
    }

    [RealDataFact("nifti")]
    public void Patches_of_other_projects_volumes_have_the_values_that_numpy_finds()
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(Repository.Golden("nifti.json")));
        foreach (JsonProperty file in truth.RootElement.EnumerateObject())
        {
            foreach (JsonElement patches in file.Value.GetProperty("patches").EnumerateArray())
            {
                int Size(string name) => patches.GetProperty(name).GetInt32();
                PatchSize patch = new(Size("width"), Size("height"), Size("depth"));
                foreach (long? memory in new long?[] { null, 0 })
                {
                    Dataset data = Dataset.Open(
                        Path.Combine(Repository.RealData("nifti"), file.Name),
                        new DataOptions { Patch = patch, Memory = memory }
                    );
                    Assert.Equal(
                        (Size("rows"), patch.Width * patch.Height * patch.Depth, memory == 0),
                        (data.Rows, data.Columns, data.IsSlow)
                    );
                    Assert.Equal(
                        patch.Depth == 1 ? new ImageShape(1, patch.Height, patch.Width) : null,
                        data.Schema.Image
                    );
                    Assert.Equal(Size("left") > 0, data.Remarks.Count == 1);
                    foreach (JsonElement chosen in patches.GetProperty("chosen").EnumerateArray())
                    {
                        ReadOnlySpan<float> row = data.Row(chosen.GetProperty("row").GetInt32());
                        AssertNear(chosen.GetProperty("mean"), row.ToArray().Average(value => (double)value));
                        int[] places = [0, 1, patch.Width % row.Length, row.Length - 1];
                        for (int i = 0; i < places.Length; i++)
                            AssertNear(chosen.GetProperty("values")[i], row[places[i]]);
                    }
                }
            }
        }
    }

    private static void AssertNear(JsonElement expected, double found) =>
        Assert.Equal(expected.GetDouble(), found, 1e-7 + (1e-6 * Math.Abs(expected.GetDouble())));

    private Dataset Open(Volume volume) => Dataset.Open(_folder.Bytes("volume.nii", volume.ToBytes()));
}
