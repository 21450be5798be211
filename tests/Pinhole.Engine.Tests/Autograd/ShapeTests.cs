using Pinhole.Engine.Autograd;

namespace Pinhole.Engine.Tests.Autograd;

public sealed class ShapeTests
{
    [Fact]
    public void Shapes_know_their_sizes_and_how_they_are_written()
    {
        Assert.Equal((0, 1, 1, 1L, "[]"), Describe(Shape.Scalar));
        Assert.Equal((1, 128, 1, 128L, "[128]"), Describe(new Shape(128)));
        Assert.Equal((2, 128, 784, 100_352L, "[128, 784]"), Describe(new Shape(128, 784)));
        Assert.Equal(1L << 60, new Shape(1 << 30, 1 << 30).Length);

        static (int, int, int, long, string) Describe(Shape shape) =>
            (shape.Rank, shape.Rows, shape.Columns, shape.Length, shape.ToString());
    }

    [Fact]
    public void Shapes_of_another_rank_differ_even_with_as_many_numbers()
    {
        Assert.NotEqual(new Shape(3), new Shape(3, 1));
        Assert.NotEqual(Shape.Scalar, new Shape(1));
        Assert.Equal(new Shape(3, 4), new Shape(3, 4));
    }

    [Fact]
    public void Sizes_are_not_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, -1));
    }
}
