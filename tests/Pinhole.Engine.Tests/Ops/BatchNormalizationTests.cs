using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Autograd;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class BatchNormalizationTests()
    : OpContract<BatchNormalization>(
        BatchNormalization.Instance,
        new OpCase(
            "batch_normalization",
            x => x[0].Tape.Call(BatchNormalization.Instance, new OpArguments(First: 1e-5f), x),
            new OpArguments(First: 1e-5f)
        ),
        new OpCase(
            "batch_normalization_moving",
            x => x[0].BatchNormalization(x[1], x[2], x[3], x[4]),
            new OpArguments(First: 1e-5f, Second: 0.1f)
        ),
        new OpCase(
            "batch_normalization_frozen",
            x => x[0].FrozenBatchNormalization(x[1], x[2], x[3], x[4]),
            new OpArguments(Choice: 1, First: 1e-5f)
        )
    )
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Running_figures_follow_the_batch_as_in_PyTorch(int lanes)
    {
        GoldenOp golden = Goldens.Op("batch_normalization_figures");
        using Tape tape = new(Widths.Get(lanes), recording: false);
        Tensor[] t = [.. golden.Inputs.Select(input => tape.Input(input.Floats, input.Shape))];
        float[] ones = new float[19],
            found = new float[38];
        Array.Fill(ones, 1f);
        Tensor one = tape.Input(ones, new Shape(19));

        t[0].FrozenBatchNormalization(one, one, t[1], t[2]);
        tape.Read(t[1], ones);
        Assert.Equal(golden.Inputs[1].Floats, ones);
        t[0].BatchNormalization(one, one, t[1], t[2], momentum: 0.25f);
        tape.Read(t[1], found.AsSpan(0, 19));
        tape.Read(t[2], found.AsSpan(19));
        Numbers.AssertClose(golden.Output.Values, found, 1e-6, "running figures");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 17)]
    [InlineData(2, 3)]
    [InlineData(33, 1)]
    [InlineData(5, 65)]
    public void Odd_shapes_have_gradients_too(int rows, int features)
    {
        GoldenTensor x = Variable(new Shape(rows, features), 1),
            scale = Variable(new Shape(features), 2),
            shift = Variable(new Shape(features), 3);
        double[] weights = [.. Seam.Random(rows * features, 4).Select(value => (double)value)];
        GradientCheck.Passes([x, scale, shift], weights, t =>
            t[0].Tape.Call(BatchNormalization.Instance, new OpArguments(First: 0.25f), t)
        );
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(2, 3)),
            three = tape.Input(new float[3], new Shape(3)),
            two = tape.Input(new float[2], new Shape(2));
        Assert.Equal(
            "BatchNormalization needs x [batch, features] and figures [features], not [2, 3] and [2].",
            Assert.Throws<ArgumentException>(() => x.BatchNormalization(three, three, two, three)).Message
        );
    }

    private static GoldenTensor Variable(Shape shape, ulong seed) =>
        new(shape, [.. Seam.Random((int)shape.Length, seed).Select(value => (double)value)], []);
}
