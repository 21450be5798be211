using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Numerics;

namespace Pinhole.Tests.Data.Generators;

public sealed class CurvesTests
{
    private static readonly Dataset Hundred = Dataset.Generate(new Curves(), new DataOptions { Rows = 100, Seed = 3 });

    [Fact]
    public void Curves_are_images_without_labels_in_ink_that_fades_to_both_sides()
    {
        Assert.Equal(new ImageShape(1, 28, 28), Hundred.Schema.Image);
        Assert.False(Hundred.HasLabels);
        Assert.Equal(0, Hundred.Schema.Minimum);
        Assert.InRange(Hundred.Schema.Maximum, 0.99f, 1);
        int between = Enumerable.Range(0, 100).Sum(i => Hundred.Row(i).ToArray().Count(pixel => pixel is > 0 and < 1));
        Assert.InRange(between, 1, 78400 / 5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_every_machine()
    {
        byte[] bytes =
        [
            .. Enumerable.Range(0, 100).SelectMany(row => MemoryMarshal.AsBytes(Hundred.Row(row)).ToArray()),
        ];
        Assert.Equal(
            "25b6591ee40de62a8be8c14874354a7fa3175eb0df9cd5c4c4cd1ad113fca7cb",
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
    }

    // 5.90 for the curves of Hinton and Salakhutdinov 2006, figure 2A.
    [Fact]
    public void PCA_with_eighteen_numbers_finds_them_as_hard_as_those_of_the_paper()
    {
        Dataset rows = Dataset.Generate(new Curves(), new DataOptions { Rows = 4000 });
        (Dataset fitted, Dataset other) = rows.Split(0.75, seed: 1);
        PrincipalComponents pca = PrincipalComponents.Fit(
            fitted.Rows,
            784,
            (row, values) => fitted.Row(row).CopyTo(values),
            18,
            seed: 1
        );
        float[] rebuilt = new float[784];
        double error = Enumerable
            .Range(0, other.Rows)
            .Average(row =>
            {
                pca.Reconstruct(other.Row(row), rebuilt);
                return rebuilt.Zip(other.Row(row).ToArray(), (a, b) => (double)(a - b) * (a - b)).Sum();
            });
        Assert.InRange(error, 5.7, 6.3);
    }

    [Fact]
    public void A_row_depends_on_the_seed_and_its_index_alone()
    {
        Dataset three = Dataset.Generate(new Curves(), new DataOptions { Rows = 3, Seed = 3 });
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
