using Pinhole.Data;
using Pinhole.Data.Generators;

namespace Pinhole.Tests.Data.Generators;

public sealed class CurvesTests
{
    private static readonly Dataset Hundred = new Curves().Generate(new DataOptions { Rows = 100, Seed = 3 });

    [Fact]
    public void Curves_are_images_without_labels_whose_pixels_are_mostly_black_or_white()
    {
        Assert.Equal(new ImageShape(1, 28, 28), Hundred.Schema.Image);
        Assert.False(Hundred.HasLabels);
        Assert.Equal((0f, 1f), (Hundred.Schema.Minimum, Hundred.Schema.Maximum));
        int between = Enumerable.Range(0, 100).Sum(i => Hundred.Row(i).ToArray().Count(pixel => pixel is > 0 and < 1));
        Assert.InRange(between, 1, 78400 / 10);
    }

    [Fact]
    public void A_row_depends_on_the_seed_and_its_index_alone()
    {
        Dataset three = new Curves().Generate(new DataOptions { Rows = 3, Seed = 3 });
        Assert.Equal(Hundred.Row(2).ToArray(), three.Row(2).ToArray());
        Assert.NotEqual(Hundred.Row(1).ToArray(), three.Row(2).ToArray());
    }

    [Fact]
    public void Every_image_holds_a_curve() =>
        Assert.All(Enumerable.Range(0, 100), i => Assert.InRange(Hundred.Row(i).ToArray().Sum(), 3, 200));

    [Fact]
    public void Labels_that_there_are_not_are_refused() =>
        Refusal.Says(() => Dataset.Open("curves", new DataOptions { Labels = "auto" }), "no labels");
}
