using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class HuberTests()
    : OpContract<Huber>(
        Huber.Instance,
        new OpCase("huber", x => x[0].Huber(x[1], 0.75f), new OpArguments(First: 0.75f)),
        new OpCase("huber_groups", x => x[0].Huber(x[1], 0.75f), new OpArguments(First: 0.75f))
    )
{
    [Fact]
    public void The_golden_errors_lie_on_both_sides_of_delta()
    {
        GoldenOp golden = Goldens.Op("huber");
        double[] sizes = [.. golden.Inputs[0].Values.Zip(golden.Inputs[1].Values, (y, t) => Math.Abs(y - t))];
        Assert.Contains(sizes, size => size < 0.75);
        Assert.Contains(sizes, size => size > 0.75);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    public void Delta_must_be_positive(float delta)
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Huber(x, delta));
    }
}
