using Pinhole.Data;
using Pinhole.Data.Readers.Images;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class ImageFormTests
{
    private static readonly DecodedImage Grey = new(new ImageShape(1, 1, 2), [.25f, .75f]);
    private static readonly DecodedImage Colored = new(new ImageShape(3, 1, 2), [1, .5f, 0, .5f, 0, .25f]);

    [Fact]
    public void Nothing_said_nothing_done()
    {
        Assert.Same(Grey, new ImageForm(null, null).Bring(Grey));
        Assert.Same(Colored, new ImageForm(new ImageSize(2, 1), ImageColor.Color).Bring(Colored));
    }

    [Fact]
    public void Grey_is_the_luma()
    {
        DecodedImage image = new ImageForm(null, ImageColor.Grey).Bring(Colored);
        Assert.Equal(new ImageShape(1, 1, 2), image.Shape);
        Assert.Equal([.299f, (float)((.5 * .299) + (.5 * .587) + (.25 * .114))], image.Values);
        Assert.Equal(
            [1f],
            new ImageForm(null, ImageColor.Grey).Bring(new DecodedImage(new ImageShape(3, 1, 1), [1, 1, 1])).Values
        );
    }

    [Fact]
    public void Color_repeats_grey() =>
        AssertIs(
            new ImageShape(3, 1, 2),
            [.25f, .75f, .25f, .75f, .25f, .75f],
            new ImageForm(null, ImageColor.Color).Bring(Grey)
        );

    [Fact]
    public void Size_and_color_go_together()
    {
        AssertIs(
            new ImageShape(3, 1, 1),
            [.5f, .5f, .5f],
            new ImageForm(new ImageSize(1, 1), ImageColor.Color).Bring(Grey)
        );
        AssertIs(
            new ImageShape(3, 2, 1),
            [.75f, .75f, .25f, .25f, .125f, .125f],
            new ImageForm(new ImageSize(1, 2), null).Bring(Colored)
        );
    }

    [Fact]
    public void What_is_said_goes_before_what_rows_are_to_be_like()
    {
        Schema like = new() { Columns = 6, Image = new ImageShape(3, 2, 1) };
        Assert.Equal(
            new ImageForm(new ImageSize(1, 2), ImageColor.Color),
            ImageForm.Of(new DataOptions { Like = like })
        );
        Assert.Equal(
            new ImageForm(new ImageSize(9, 8), ImageColor.Color),
            ImageForm.Of(new DataOptions { Like = like, ImageSize = new ImageSize(9, 8) })
        );
        Assert.Equal(
            new ImageForm(new ImageSize(1, 2), ImageColor.Grey),
            ImageForm.Of(new DataOptions { Like = like, Color = ImageColor.Grey })
        );
        Assert.Equal(
            new ImageForm(new ImageSize(1, 2), null),
            ImageForm.Of(new DataOptions { Like = like with { Columns = 4, Image = new ImageShape(2, 2, 1) } })
        );
        Assert.Equal(new ImageForm(null, null), ImageForm.Of(new DataOptions { Like = like with { Image = null } }));
    }

    [Fact]
    public void Options_for_images_are_refused_where_there_are_none()
    {
        using TestFolder folder = new();
        DataOptions size = new() { ImageSize = new ImageSize(4, 4) },
            color = new() { Color = ImageColor.Grey };
        Refusal.Says(
            () => Dataset.Open("digits", size with { Rows = 3 }),
            "digits is neither an image file nor a folder",
            "`ImageSize`",
            "leave it out"
        );
        Refusal.Says(
            () => Dataset.Open(folder.Text("a.csv", "1,2\n3,4\n"), color),
            "a.csv is neither an image file",
            "`Color`"
        );
        Refusal.Says(
            () => Dataset.Open(Repository.Golden("npy/f4_little.npy"), size),
            "is neither an image file",
            "`ImageSize`"
        );
    }

    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        Refusal.Says(() => new DataOptions { ImageSize = new ImageSize(0, 4) }.Validate(), "0×4 pixels", "1 to 16384");
        Refusal.Says(() => new DataOptions { ImageSize = new ImageSize(4, 16_385) }.Validate(), "4×16385 pixels");
        Refusal.Says(() => new DataOptions { Color = (ImageColor)7 }.Validate(), "`Color` 7 does not exist");
    }

    private static void AssertIs(ImageShape shape, float[] values, DecodedImage image)
    {
        Assert.Equal(shape, image.Shape);
        Assert.Equal(values, image.Values);
    }
}
