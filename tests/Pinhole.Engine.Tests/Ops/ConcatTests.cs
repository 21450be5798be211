using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class ConcatTests()
    : OpContract<Concat>(Concat.Instance, new OpCase("concat", x => x[0].Concat(x[1]), default(OpArguments)))
{
    [Fact]
    public void Different_batches_are_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor left = tape.Input(new float[6], new Shape(2, 3)),
            right = tape.Input(new float[6], new Shape(3, 2));
        Assert.Equal(
            "Concat needs two matrices with the same number of rows, not [2, 3] and [3, 2].",
            Assert.Throws<ArgumentException>(() => left.Concat(right)).Message
        );
    }
}
