using Pinhole.Data;
using Pinhole.Data.Writers;
using Pinhole.Engine.Random;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class ImageFilesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_one_row()
    {
        Write("a.png", 3, 2, 1, 10);
        Dataset data = Dataset.Open(_folder.Path("a.png"));

        Assert.Equal((1, new ImageShape(1, 2, 3), "a.png"), (data.Rows, data.Schema.Image!.Value, data.Name));
        Assert.Equal([10 / 255f, 11 / 255f, 12 / 255f, 13 / 255f, 14 / 255f, 15 / 255f], data.Row(0).ToArray());
    }

    [Fact]
    public void A_folder_is_its_images_in_the_order_of_their_names()
    {
        Write("b.PNG", 3, 2, 3, 100);
        Write("a.png", 3, 2, 3, 0);
        _folder.Text("notes.txt", "no image");
        Directory.CreateDirectory(_folder.Path("c.png"));
        Dataset data = Dataset.Open(_folder.Path("") + Path.DirectorySeparatorChar);

        Assert.Equal((2, new ImageShape(3, 2, 3)), (data.Rows, data.Schema.Image!.Value));
        Assert.Equal([0f, 100 / 255f], [data.Row(0)[0], data.Row(1)[0]]);
        Assert.Equal(Path.GetFileName(Path.GetDirectoryName(_folder.Path("a.png"))), data.Name);
        Assert.False(data.HasLabels);
        Assert.Equal(
            ["cat", "dog"],
            Dataset
                .Open(_folder.Path("."), new DataOptions { Labels = _folder.Text("labels.csv", "dog\ncat\n") })
                .Schema.ClassNames.Order()
        );
    }

    [Fact]
    public void Kinds_may_be_mixed()
    {
        Write("a.png", 2, 1, 1, 51);
        _folder.Text("b.pgm", "P2 2 1 5 3 4");
        _folder.Bytes("c.ppm", [.. "P5 2 1 255\n"u8, 255, 0]);
        Dataset data = Dataset.Open(_folder.Path("."));

        Assert.Equal([.2f, 52 / 255f, .6f, .8f, 1, 0], data.Values());
        Assert.Empty(data.Remarks);
        Assert.Equal((0f, 1f), (data.Schema.Minimum, data.Schema.Maximum));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("auto")]
    public void Sub_folders_label_their_images(string? labels)
    {
        Directory.CreateDirectory(_folder.Path("dog"));
        Directory.CreateDirectory(_folder.Path("cat"));
        Write("dog/a.png", 1, 1, 1, 0);
        Write("cat/b.png", 1, 1, 1, 51);
        Write("cat/c.png", 1, 1, 1, 255);
        Dataset data = Dataset.Open(_folder.Path("."), new DataOptions { Labels = labels });

        Assert.Equal([.2f, 1, 0], data.Values());
        Assert.Equal(["cat", "dog"], data.Schema.ClassNames);
        Assert.Equal((0, 0, 1), (data.Label(0), data.Label(1), data.Label(2)));
        Dataset file = Dataset.Open(
            _folder.Path("."),
            new DataOptions { Labels = _folder.Text("labels.txt", "x\ny\nz\n") }
        );
        Assert.Equal(["x", "y", "z"], file.Schema.ClassNames);
    }

    [Fact]
    public void Images_that_do_not_go_together_are_refused()
    {
        Refusal.Says(() => Open(), "is a folder without images");
        Write("a.png", 3, 2, 1, 0);
        Write("b.png", 2, 3, 1, 0);
        Refusal.Says(
            () => Open(),
            "b.png is 2×3 pixels in grey, but a.png is 3×2 pixels in grey",
            "of one size",
            "for example with `ImageSize` 3x2"
        );
        Write("b.png", 3, 2, 3, 0);
        Refusal.Says(() => Open(), "b.png is 3×2 pixels in color", "for example with `Color` grey");
        Write("b.png", 3, 3, 3, 0);
        Refusal.Says(() => Open(), "for example with `ImageSize` 3x2 `Color` grey");
        _folder.Bytes("b.png", File.ReadAllBytes(_folder.Path("a.png"))[..30]);
        Refusal.Says(() => Open(), "b.png");
        _folder.Bytes("b.png");
        Refusal.Says(() => Open(), "b.png is no PNG");
        Refusal.Says(
            () =>
                Dataset.Open(
                    _folder.Path("a.png"),
                    new DataOptions { Labels = _folder.Text("labels.csv", "dog\ncat\ndog\n") }
                ),
            "labels.csv",
            "3 labels for the 1 rows"
        );
        Refusal.Says(() => Open(new DataOptions { Id = "name" }), "no named columns");
    }

    [Fact]
    public void Size_and_color_bring_them_together()
    {
        Write("a.png", 4, 2, 1, 0);
        _folder.Text("b.ppm", "P3 1 1 5 5 0 0");
        Dataset grey = Open(new DataOptions { ImageSize = new ImageSize(2, 1), Color = ImageColor.Grey }),
            color = Open(new DataOptions { ImageSize = new ImageSize(2, 1), Color = ImageColor.Color });

        Assert.Equal(new ImageShape(1, 1, 2), grey.Schema.Image);
        Assert.Equal(["1 of 2 images were stretched to 2×1 pixels, because their proportions differ"], grey.Remarks);
        Assert.Equal(2.5f / 255, grey.Row(0)[0], 1e-7f);
        Assert.Equal(4.5f / 255, grey.Row(0)[1], 1e-7f);
        Assert.Equal([.299f, .299f], grey.Row(1).ToArray());
        Assert.Equal(new ImageShape(3, 1, 2), color.Schema.Image);
        Assert.Equal([1, 1, 0, 0, 0, 0], color.Row(1).ToArray());
        Refusal.Says(() => Open(new DataOptions { ImageSize = new ImageSize(2, 1) }), "for example with `Color` grey");
    }

    [Fact]
    public void They_become_like_the_rows_of_a_model()
    {
        Write("a.png", 4, 2, 3, 0);
        Dataset small = Open(new DataOptions { ImageSize = new ImageSize(3, 5), Color = ImageColor.Grey });
        Write("b.png", 9, 9, 1, 7);
        Dataset both = Open(new DataOptions { Like = small.Schema });

        Assert.Equal((2, small.Schema.Image), (both.Rows, both.Schema.Image));
        Assert.Equal(["2 of 2 images were stretched to 3×5 pixels, because their proportions differ"], both.Remarks);
        Assert.Equal(small.Values(), both.Row(0).ToArray());
    }

    [Fact]
    public void What_is_too_large_for_memory_goes_to_the_disk()
    {
        Rng rng = new(2, 0);
        for (int i = 0; i < 20; i++)
            _folder.Bytes(
                $"{i:00}.pgm",
                [.. "P5 30 20 255\n"u8, .. Enumerable.Range(0, 600).Select(_ => (byte)rng.NextInt(256))]
            );
        Dataset memory = Open(),
            disk = Open(new DataOptions { Memory = 10_000 });

        Assert.True(disk.IsSlow && !memory.IsSlow);
        Assert.Equal(memory.Schema.Image, disk.Schema.Image);
        Assert.Equal(memory.Values(), disk.Values());
    }

    [JpegFact("images/rocket.jpg")]
    public void Real_pictures_of_all_kinds_become_one_folder()
    {
        Dataset data = Dataset.Open(
            Repository.RealData("images"),
            new DataOptions { ImageSize = new ImageSize(48, 32), Color = ImageColor.Grey }
        );

        Assert.Equal((12, new ImageShape(1, 32, 48)), (data.Rows, data.Schema.Image!.Value));
        Assert.InRange(data.Schema.Minimum, 0, 0.2f);
        Assert.InRange(data.Schema.Maximum, 0.8f, 1);
        // An average over areas keeps the mean of an image: that of camera.png, which PngReaderTests has from Pillow.
        Assert.Equal(0.5061204947677315, data.Row(2).ToArray().Average(value => (double)value), 1e-6);
    }

    private Dataset Open(DataOptions? options = null) => Dataset.Open(_folder.Path("."), options);

    private void Write(string name, int width, int height, int channels, int first)
    {
        using FileStream file = File.Create(_folder.Path(name));
        PngWriter.Write(
            file,
            [.. Enumerable.Range(first, width * height * channels).Select(i => (byte)i)],
            width,
            height,
            channels
        );
    }
}
