using Pinhole.Data;
using Pinhole.Data.Writers;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class PngImagesTests
{
    [Fact]
    public void A_file_is_one_row()
    {
        using TestFolder folder = new();
        Write(folder.Path("a.png"), 3, 2, 1, 10);
        Dataset data = Dataset.Open(folder.Path("a.png"));

        Assert.Equal((1, new ImageShape(1, 2, 3), "a.png"), (data.Rows, data.Schema.Image!.Value, data.Name));
        Assert.Equal([10 / 255f, 11 / 255f, 12 / 255f, 13 / 255f, 14 / 255f, 15 / 255f], data.Row(0).ToArray());
    }

    [Fact]
    public void A_folder_is_its_images_in_the_order_of_their_names()
    {
        using TestFolder folder = new();
        Write(folder.Path("b.PNG"), 3, 2, 3, 100);
        Write(folder.Path("a.png"), 3, 2, 3, 0);
        folder.Text("notes.txt", "no image");
        Directory.CreateDirectory(folder.Path("c.png"));
        Dataset data = Dataset.Open(folder.Path("") + Path.DirectorySeparatorChar);

        Assert.Equal((2, new ImageShape(3, 2, 3)), (data.Rows, data.Schema.Image!.Value));
        Assert.Equal([0f, 100 / 255f], [data.Row(0)[0], data.Row(1)[0]]);
        Assert.Equal(Path.GetFileName(Path.GetDirectoryName(folder.Path("a.png"))), data.Name);
        Assert.False(data.HasLabels);
        Assert.Equal(["cat", "dog"], Dataset.Open(folder.Path("."), new DataOptions { Labels = folder.Text("labels.csv", "dog\ncat\n") }).Schema.ClassNames.Order());
    }

    [Theory]
    [InlineData("4 8", 1)]
    [InlineData("6 8", 3)]
    public void Alpha_is_left_out(string kind, int channels)
    {
        SafetensorsFile golden = SafetensorsFile.Read(Repository.Golden("png.safetensors"));
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Bytes("a.png", golden.Tensors[$"{kind} file"].Bytes.ToArray()));

        Assert.Equal(new ImageShape(channels, 7, 11), data.Schema.Image);
        Assert.Equal(golden.Tensors[$"{kind} values"].ToFloats()[..(channels * 77)], data.Row(0).ToArray());
    }

    [Fact]
    public void Images_that_do_not_go_together_are_refused()
    {
        using TestFolder folder = new();
        Refusal.Says(() => Dataset.Open(folder.Path(".")), "is a folder without .png images");
        Write(folder.Path("a.png"), 3, 2, 1, 0);
        Write(folder.Path("b.png"), 2, 3, 1, 0);
        Refusal.Says(() => Dataset.Open(folder.Path(".")), "b.png is 2×3 pixels in grey, but a.png is 3×2 pixels in grey", "of one size");
        Write(folder.Path("b.png"), 3, 2, 3, 0);
        Refusal.Says(() => Dataset.Open(folder.Path(".")), "b.png is 3×2 pixels in color");
        folder.Bytes("b.png", File.ReadAllBytes(folder.Path("a.png"))[..30]);
        Refusal.Says(() => Dataset.Open(folder.Path(".")), "b.png");
        Refusal.Says(() => Dataset.Open(folder.Path("a.png"), new DataOptions { Labels = folder.Text("labels.csv", "dog\ncat\ndog\n") }), "labels.csv", "3 labels for the 1 rows");
    }

    private static void Write(string path, int width, int height, int channels, int first)
    {
        using FileStream file = File.Create(path);
        PngWriter.Write(file, [.. Enumerable.Range(first, width * height * channels).Select(i => (byte)i)], width, height, channels);
    }
}
