using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pinhole.Data;
using Pinhole.Data.Generators;

namespace Pinhole.Tests.Data.Generators;

public sealed class ShapesTests
{
    private static readonly Dataset Thousand = Dataset.Generate(
        new Shapes(),
        new DataOptions { Rows = 1000, Seed = 3 }
    );

    [Fact]
    public void Shapes_are_binary_images_with_a_shape_as_label_and_five_factors_as_context()
    {
        Assert.Equal(new ImageShape(1, 64, 64), Thousand.Schema.Image);
        Assert.Equal(["square", "ellipse", "heart"], Thousand.Schema.ClassNames);
        Assert.Equal(["shape", "scale", "orientation", "x", "y"], Thousand.Context!.Schema.ColumnNames!);
        for (int row = 0; row < Thousand.Rows; row++)
        {
            Assert.All(Thousand.Row(row).ToArray(), pixel => Assert.True(pixel is 0 or 1));
            Assert.Equal(Thousand.Label(row), (int)Thousand.Context.Row(row)[0]);
        }
    }

    [Fact]
    public void Every_value_of_every_factor_occurs()
    {
        float[][] factors =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(column =>
                    (float[])
                        [
                            .. Enumerable
                                .Range(0, 1000)
                                .Select(row => Thousand.Context!.Row(row)[column])
                                .Distinct()
                                .Order(),
                        ]
                ),
        ];
        Assert.Equal([3, 6, 40, 32, 32], factors.Select(values => values.Length));
        Assert.Equal([0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1f], factors[1]);
        Assert.Equal((0f, MathF.Tau * 39 / 40), (factors[2][0], factors[2][^1]));
        Assert.Equal((0f, 1f), (factors[3][0], factors[3][^1]));
    }

    // The middle of what is white lies where x and y say, up to the heart's, which is not symmetrical from top to
    // bottom.
    [Fact]
    public void Every_shape_lies_inside_where_its_factors_say()
    {
        for (int index = 0; index < Thousand.Rows; index++)
        {
            (float x, float y) = (Thousand.Context!.Row(index)[3], Thousand.Context.Row(index)[4]);
            (int x, int y)[] white =
            [
                .. Enumerable.Range(0, 4096).Where(i => Thousand.Row(index)[i] == 1).Select(i => (i % 64, i / 64)),
            ];
            Assert.InRange(white.Length, 50, 500);
            Assert.All(white, pixel => Assert.True(pixel is { x: > 0 and < 63, y: > 0 and < 63 }));
            double tolerance = Thousand.Label(index) == 2 ? 2.5 : 1e-9;
            Assert.Equal(16 + (31 * x), white.Average(pixel => pixel.x), tolerance + 1e-5);
            Assert.Equal(16 + (31 * y), white.Average(pixel => pixel.y), tolerance + 1e-5);
        }
    }

    // The square reaches 4.65 pixels to each side, the ellipse 6.55 and 3.65; the heart was drawn from its formula by
    // another program.
    [Theory]
    [InlineData("square", "#########|#########|#########|#########|#########|#########|#########|#########|#########")]
    [InlineData(
        "ellipse",
        "...#######...|.###########.|#############|#############|#############|.###########.|...#######..."
    )]
    [InlineData(
        "heart",
        ".#####.#####.|.###########.|#############|#############|.###########.|"
            + ".###########.|.###########.|..#########..|...#######...|....#####....|.....###....."
    )]
    public void A_small_shape_that_is_not_turned_looks_like_this(string shape, string picture)
    {
        Dataset many = Dataset.Generate(new Shapes(), new DataOptions { Rows = 5000, Seed = 1 });
        int index = Enumerable
            .Range(0, many.Rows)
            .First(row =>
                many.Schema.ClassNames[many.Label(row)] == shape && many.Context!.Row(row) is [_, 0.5f, 0f, _, _]
            );
        string[] lines =
        [
            .. many.Row(index)
                .ToArray()
                .Chunk(64)
                .Select(line => string.Concat(line.Select(pixel => pixel == 1 ? '#' : '.'))),
        ];
        lines = [.. lines.Where(line => line.Contains('#', StringComparison.Ordinal))];
        int left = lines.Min(line => line.IndexOf('#', StringComparison.Ordinal)),
            right = lines.Max(line => line.LastIndexOf('#'));
        Assert.Equal(picture, string.Join('|', lines.Select(line => line[left..(right + 1)])));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_every_machine()
    {
        byte[] bytes =
        [
            .. Enumerable.Range(0, 1000).SelectMany(row => MemoryMarshal.AsBytes(Thousand.Row(row)).ToArray()),
        ];
        Assert.Equal(
            "bc1e721cc3022fec498c3393dc8ccb574c1a83d15982e8666937c8c2190fc8a6",
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
        byte[] factors =
        [
            .. Enumerable.Range(0, 1000).SelectMany(row => MemoryMarshal.AsBytes(Thousand.Context!.Row(row)).ToArray()),
        ];
        Assert.Equal(
            "8c6ca2c8bdff5d796379e9dcc41b764c88bdee6e9cebb1f00f7628f5de9b3e6c",
            Convert.ToHexStringLower(SHA256.HashData(factors))
        );
    }

    [Fact]
    public void A_row_depends_on_the_seed_and_its_index_alone()
    {
        Dataset three = Dataset.Open("shapes", new DataOptions { Rows = 3, Seed = 3 });
        Assert.Equal(Thousand.Row(2).ToArray(), three.Row(2).ToArray());
        Assert.Equal(Thousand.Context!.Row(2).ToArray(), three.Context!.Row(2).ToArray());
        Assert.NotEqual(Thousand.Row(1).ToArray(), three.Row(2).ToArray());
    }
}
