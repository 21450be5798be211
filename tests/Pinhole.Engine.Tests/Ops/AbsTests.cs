using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class AbsTests() : OpContract<Abs>(Abs.Instance, new OpCase("abs", x => x[0].Abs(), default(OpArguments)))
{
    [Fact]
    public void The_slope_at_zero_is_zero()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([0f], new Shape(1));
        tape.Backward(x.Abs());
        float[] gradient = [7f];
        tape.ReadGradient(x, gradient);
        Assert.Equal(0f, gradient[0]);
    }
}
