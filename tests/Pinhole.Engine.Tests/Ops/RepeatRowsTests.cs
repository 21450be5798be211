using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class RepeatRowsTests()
    : OpContract<RepeatRows>(
        RepeatRows.Instance,
        new OpCase("repeat_rows", x => x[0].RepeatRows(3), new OpArguments(Count: 3))
    )
{
    [Fact]
    public void What_cannot_be_repeated_is_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor matrix = tape.Input(new float[6], new Shape(2, 3)),
            vector = tape.Input(new float[6], new Shape(6));
        Assert.Equal(
            "RepeatRows needs [batch, features] and at least one time, not [6] and 2.",
            Assert.Throws<ArgumentException>(() => vector.RepeatRows(2)).Message
        );
        Assert.Throws<ArgumentException>(() => matrix.RepeatRows(0));
    }
}
