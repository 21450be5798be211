using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Autograd;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class LayerNormalizationTests()
    : OpContract<LayerNormalization>(
        LayerNormalization.Instance,
        new OpCase("layer_normalization", x => x[0].LayerNormalization(x[1], x[2]), new OpArguments(First: 1e-5f))
    )
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 17)]
    [InlineData(3, 2)]
    [InlineData(33, 1)]
    [InlineData(5, 65)]
    public void Odd_shapes_have_gradients_too(int rows, int features)
    {
        GoldenTensor x = Variable(new Shape(rows, features), 1),
            scale = Variable(new Shape(features), 2),
            shift = Variable(new Shape(features), 3);
        double[] weights = [.. Seam.Random(rows * features, 4).Select(value => (double)value)];
        GradientCheck.Passes([x, scale, shift], weights, t => t[0].LayerNormalization(t[1], t[2], epsilon: 0.25f));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(2, 3)),
            two = tape.Input(new float[2], new Shape(2));
        Assert.Equal(
            "LayerNormalization needs x [batch, features] and figures [features], not [2, 3] and [2].",
            Assert.Throws<ArgumentException>(() => x.LayerNormalization(two, two)).Message
        );
        Assert.Throws<ArgumentException>(() => two.LayerNormalization(two, two));
    }

    private static GoldenTensor Variable(Shape shape, ulong seed) =>
        new(shape, [.. Seam.Random((int)shape.Length, seed).Select(value => (double)value)], []);
}
