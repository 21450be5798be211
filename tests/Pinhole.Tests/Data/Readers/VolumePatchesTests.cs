using System.Buffers.Binary;
using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers;

public sealed class VolumePatchesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The number of a voxel is its place in the file.
    [Fact]
    public void Patches_are_taken_along_x_then_y_then_z_then_time()
    {
        Dataset data = Open([4, 4, 2, 2], new PatchSize(2, 2));
        Assert.Equal((16, 4, new ImageShape(1, 2, 2)), (data.Rows, data.Columns, data.Schema.Image));
        Assert.Equal([0, 1, 4, 5], data.Row(0).ToArray());
        Assert.Equal([2, 3, 6, 7], data.Row(1).ToArray());
        Assert.Equal([8, 9, 12, 13], data.Row(2).ToArray());
        Assert.Equal([16, 17, 20, 21], data.Row(4).ToArray());
        Assert.Equal([58, 59, 62, 63], data.Row(15).ToArray());
        Assert.Empty(data.Remarks);
        Assert.Equal(
            [
                "volume.nii t=0 x=0 y=0 z=0",
                "volume.nii t=0 x=2 y=0 z=0",
                "volume.nii t=0 x=0 y=2 z=0",
                "volume.nii t=0 x=0 y=0 z=1",
                "volume.nii t=1 x=2 y=2 z=1",
            ],
            [data.Id(0), data.Id(1), data.Id(2), data.Id(4), data.Id(15)]
        );
    }

    [Fact]
    public void Patches_of_several_slices_are_plain_rows_slice_by_slice()
    {
        Dataset data = Open([3, 2, 2], new PatchSize(2, 1, 2));
        Assert.Equal((2, 4, null), (data.Rows, data.Columns, data.Schema.Image));
        Assert.Equal([0, 1, 6, 7], data.Row(0).ToArray());
        Assert.Equal([3, 4, 9, 10], data.Row(1).ToArray());
        Assert.Contains("4 of 12 voxels (33.3%) are left out", Assert.Single(data.Remarks), StringComparison.Ordinal);
        Assert.Equal("volume.nii y=1", data.Id(1));
    }

    [Fact]
    public void As_wide_or_as_large_as_a_slice_they_are_what_is_left_of_the_file()
    {
        Assert.Equal([6, 7, 8], Open([3, 2, 2], new PatchSize(3, 1)).Row(2).ToArray());
        Assert.Equal(Open([3, 2, 4], new PatchSize(3, 2)).Values(), Open([3, 2, 4], null).Values());
        Assert.Equal(
            [.. Enumerable.Range(12, 12).Select(i => (float)i)],
            Open([3, 2, 4], new PatchSize(3, 2, 2)).Row(1).ToArray()
        );
    }

    [Fact]
    public void A_volume_of_each_time_is_a_row()
    {
        Dataset data = Open([2, 3, 2, 2], PatchSize.Volume);
        Assert.Equal((2, 12, null), (data.Rows, data.Columns, data.Schema.Image));
        Assert.Equal([.. Enumerable.Range(12, 12).Select(i => (float)i)], data.Row(1).ToArray());
        Assert.Equal(("volume.nii t=0", "volume.nii t=1"), (data.Id(0), data.Id(1)));
        Dataset flat = Open([2, 3], PatchSize.Volume);
        Assert.Equal((new ImageShape(1, 3, 2), "volume.nii"), (flat.Schema.Image, flat.Id(0)));
    }

    [Fact]
    public void Patches_that_stay_on_the_disk_are_the_same()
    {
        foreach (
            PatchSize patch in new[]
            {
                new PatchSize(2, 3),
                new PatchSize(5, 2),
                new PatchSize(2, 2, 2),
                PatchSize.Volume,
            }
        )
        {
            Dataset memory = Open([5, 6, 4, 2], patch),
                disk = Open([5, 6, 4, 2], patch, new DataOptions { Memory = 0 });
            Assert.True(disk.IsSlow && !memory.IsSlow);
            Assert.Equal(memory.Values(), disk.Values());
        }
    }

    [Fact]
    public void Patches_that_cannot_be_are_refused()
    {
        Refusal.Says(
            () => Open([3, 2, 2], new PatchSize(2, 3)),
            "volume.nii",
            "patches of 2×3 voxels",
            "volumes of 3×2×2",
            "smaller"
        );
        Refusal.Says(() => Open([3, 2, 2], new PatchSize(2, 2, 3)), "2×2×3");
        Refusal.Says(() => Open([3, 2, 2], new PatchSize(2, 0)), "2×0", "at least 1");
        Refusal.Says(() => Open([3, 2, 2], new PatchSize(2, 2, -1)), "at least 1");
        Refusal.Says(() => Dataset.Open("digits", new DataOptions { Patch = new(2, 2) }), "digits", "`Patch`");
        Refusal.Says(
            () => Dataset.Open(_folder.Text("t.csv", "1,2\n3,4\n"), new DataOptions { Patch = new(2, 2) }),
            "t.csv",
            "`Patch`"
        );
        Refusal.Says(
            () => Dataset.Open(_folder.Text("i.pgm", "P2 1 1 9 5"), new DataOptions { Patch = new(2, 2) }),
            "i.pgm",
            "`Patch`"
        );
        Refusal.Says(
            () => Dataset.Open(_folder.Path("."), new DataOptions { Patch = new(2, 2) }),
            "i.pgm",
            "volume.nii"
        );
    }

    [Fact]
    public void A_row_larger_than_memory_is_refused_before_it_is_made()
    {
        byte[] file = new Volume([2, 3, 2], new double[12]) { Version = 2 }.ToBytes();
        foreach ((int index, long size) in new[] { (1, 40_000L), (2, 40_000L), (3, 40_000L) })
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16 + (8 * index)), size);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.Says(
            () => Dataset.Open(_folder.Bytes("large.nii", file), new DataOptions { Patch = PatchSize.Volume }),
            "large.nii",
            "volumes of 64000000000000 voxels, 1 in number",
            "`Patch`"
        );
        Refusal.Says(
            () => Dataset.Open(_folder.Bytes("large.nii", file), new DataOptions { Patch = new(1, 1) }),
            "large.nii",
            "patches of 1 voxels, 64000000000000 in number",
            "`Patch`"
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_model_says_what_it_was_trained_on()
    {
        Dataset images = Open([4, 4, 2], new PatchSize(2, 3)),
            rows = Open([4, 4, 2], new PatchSize(2, 2, 2)),
            volumes = Open([4, 4, 2], PatchSize.Volume);
        Says(images, null, "slices of 4×4 voxels, but the model takes images of 2×3", "`Patch` to 2x3");
        Says(images, new PatchSize(3, 2), "patches of 3×2 voxels", "`Patch` to 2x3");
        Says(rows, null, "takes rows of 8 numbers", "`Patch`", "16x16x16");
        Says(volumes, null, "takes rows of 32 numbers", "`Patch` to volume");
        Assert.Equal(2, Open([4, 4, 2], new PatchSize(2, 3), new DataOptions { Like = images.Schema }).Columns / 3);
        Assert.Equal(32, Open([4, 4, 2], PatchSize.Volume, new DataOptions { Like = volumes.Schema }).Columns);
        // Another shape of as many numbers is another image.
        Says(Open([4, 4, 2], new PatchSize(4, 1)), new PatchSize(2, 2), "`Patch` to 4x1");

        void Says(Dataset trained, PatchSize? patch, params string[] parts) =>
            Refusal.Says(
                () => Open([4, 4, 2], patch, new DataOptions { Like = trained.Schema }),
                ["volume.nii", .. parts]
            );
    }

    private Dataset Open(int[] sizes, PatchSize? patch, DataOptions? options = null)
    {
        double[] numbers = [.. Enumerable.Range(0, sizes.Aggregate((a, b) => a * b)).Select(i => (double)i)];
        return Dataset.Open(
            _folder.Bytes("volume.nii", new Volume(sizes, numbers).ToBytes()),
            (options ?? new DataOptions()) with
            {
                Patch = patch,
            }
        );
    }
}
