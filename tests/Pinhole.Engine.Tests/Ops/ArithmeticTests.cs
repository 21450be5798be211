using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class ArithmeticTests()
    : OpContract<Arithmetic>(
        Arithmetic.Instance,
        new OpCase("add", x => x[0] + x[1], new OpArguments(Choice: (int)BinaryFunction.Add)),
        new OpCase("subtract", x => x[0] - x[1], new OpArguments(Choice: (int)BinaryFunction.Subtract)),
        new OpCase("multiply", x => x[0] * x[1], new OpArguments(Choice: (int)BinaryFunction.Multiply)),
        new OpCase("divide", x => x[0] / x[1], new OpArguments(Choice: (int)BinaryFunction.Divide)),
        new OpCase("multiply_by_itself", x => x[0] * x[0], null)
    )
{
    [Fact]
    public void Shapes_that_differ_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor left = tape.Input(new float[6], new Shape(2, 3)),
            right = tape.Input(new float[6], new Shape(6));
        Assert.Equal(
            "Arithmetic needs two tensors of one shape, not [2, 3] and [6].",
            Assert.Throws<ArgumentException>(() => left + right).Message
        );
    }
}
