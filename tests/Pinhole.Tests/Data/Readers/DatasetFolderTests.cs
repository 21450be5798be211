using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers;

public sealed class DatasetFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Slices_of_all_files_follow_each_other_by_name()
    {
        Volume("b.nii", [2, 1, 2], 4, 5, 6, 7);
        Gzip("a.nii.gz", [2, 1, 1], 0, 1);
        Volume("c.NII", [2, 1, 1, 2], 8, 9, 10, 11);
        _folder.Text("notes.txt", "About brains.");
        _folder.Text("._a.nii", "hidden");
        Dataset data = Open();

        Assert.Equal([.. Enumerable.Range(0, 2).Concat(Enumerable.Range(4, 8)).Select(i => (float)i)], data.Values());
        Assert.Equal(new ImageShape(1, 1, 2), data.Schema.Image);
        Assert.Equal(
            ["a.nii.gz", "b.nii z=0", "b.nii z=1", "c.NII t=0", "c.NII t=1"],
            Enumerable.Range(0, 5).Select(data.Id)
        );
        Assert.False(data.HasLabels);
        Assert.Equal(Path.GetFileName(Path.GetDirectoryName(_folder.Path("x"))), data.Name);
        float[] chosen = new float[6];
        data.CopyRows([4, 0, 1], chosen);
        Assert.Equal([10, 11, 0, 1, 4, 5], chosen);
        Assert.Equal([6, 7], data.Row(2).ToArray());
    }

    [Fact]
    public void Patches_of_volumes_of_all_sizes_do_too()
    {
        Volume("a.nii", [3, 1, 2], 0, 1, 2, 3, 4, 5);
        Volume("b.nii", [2, 2, 2], 10, 11, 12, 13, 14, 15, 16, 17);
        Dataset data = Open(new DataOptions { Patch = new(2, 1, 2) });

        Assert.Equal([0, 1, 3, 4, 10, 11, 14, 15, 12, 13, 16, 17], data.Values());
        Assert.Equal(["a.nii", "b.nii y=0", "b.nii y=1"], Enumerable.Range(0, 3).Select(data.Id));
        Assert.Contains("2 of 14 voxels", Assert.Single(data.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Sub_folders_are_classes()
    {
        Volume("ill/b.nii", [2, 1, 2], 1, 2, 3, 4);
        Volume("healthy/a.nii", [2, 1, 1], 5, 6);
        Dataset data = Open();

        Assert.Equal(["healthy", "ill"], data.Schema.ClassNames);
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(data.Label));
        Assert.Equal(["healthy/a.nii", "ill/b.nii z=0", "ill/b.nii z=1"], Enumerable.Range(0, 3).Select(data.Id));
        Assert.Equal(3, Open(new DataOptions { Labels = "auto" }).Rows);
        Assert.Equal(
            ["x", "y", "z"],
            Open(new DataOptions { Labels = _folder.Text("rows.txt", "z\ny\nx\n") }).Schema.ClassNames
        );
    }

    [Fact]
    public void What_does_not_fit_in_memory_stays_on_the_disk()
    {
        for (int i = 0; i < 4; i++)
            Volume($"{i}.nii", [2, 2, 1], i, i + 10, i + 20, i + 30);
        Gzip("4.nii.gz", [2, 2, 1], 4, 14, 24, 34);
        Dataset memory = Open();
        // The first two fit.
        foreach (long bytes in new long[] { 0, 40 })
        {
            Dataset disk = Open(new DataOptions { Memory = bytes });
            Assert.True(disk.IsSlow && !memory.IsSlow);
            Assert.Equal(memory.Values(), disk.Values());
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_rows_is_refused_in_one_line()
    {
        Volume("a.nii", [2, 1, 1], 1, 2);
        Volume("b.nii", [1, 2, 1], 1, 2);
        Refusal.Says(() => Open(), "b.nii has slices of 1×2 voxels", "a.nii of 2×1", "`Patch`");
        Volume("b.nii", [2, 1, 2], 1, 2, 3, 4);
        Refusal.Says(
            () => Open(new DataOptions { Patch = PatchSize.Volume }),
            "b.nii has volumes of 2×1×2 voxels",
            "a.nii of 2×1"
        );
        Refusal.Says(() => Open(new DataOptions { Labels = "auto" }), "no labels");
        Refusal.Says(() => Open(new DataOptions { ImageSize = new(2, 2) }), "`ImageSize`");
        Refusal.Says(() => Open(new DataOptions { Id = "name" }), "no named columns");
        _folder.Text("b.nii", "no volume");
        Refusal.Says(() => Open(), "b.nii is no NIfTI file");
        _folder.Bytes("b.nii.gz", [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        File.Delete(_folder.Path("b.nii"));
        Refusal.Says(() => Open(), "b.nii.gz", "gzip content is damaged");
        File.Delete(_folder.Path("b.nii.gz"));
        _folder.Text("c.png", "P2 1 1 9 5");
        Refusal.Says(() => Open(), "images and volumes", "a.nii", "c.png");
        File.Delete(_folder.Path("a.nii"));
        Refusal.Says(() => Open(new DataOptions { Patch = new(1, 1) }), "`Patch`");
        File.Delete(_folder.Path("c.png"));
        Refusal.Says(() => Open(), "is a folder without images or volumes", "PNG, JPEG, PGM, PPM or PBM", "NIfTI");
    }

    private Dataset Open(DataOptions? options = null) => Dataset.Open(_folder.Path("."), options);

    private void Volume(string name, int[] sizes, params double[] values)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Path(name))!);
        _folder.Bytes(name, new Volume(sizes, values).ToBytes());
    }

    private void Gzip(string name, int[] sizes, params double[] values) =>
        _folder.Gzip(name, new Volume(sizes, values).ToBytes());
}
