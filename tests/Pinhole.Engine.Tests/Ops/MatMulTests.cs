using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class MatMulTests()
    : OpContract<MatMul>(
        MatMul.Instance,
        new OpCase("matmul", x => x[0].MatMul(x[1]), new OpArguments(Choice: 0)),
        new OpCase("matmul_transposed", x => x[0].MatMul(x[1], transposeRight: true), new OpArguments(Choice: 1))
    )
{
    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor left = tape.Input(new float[6], new Shape(2, 3)),
            right = tape.Input(new float[8], new Shape(2, 4));
        Assert.Equal(
            "MatMul cannot multiply [2, 3] by [2, 4].",
            Assert.Throws<ArgumentException>(() => left.MatMul(right)).Message
        );
        Assert.Equal(
            "MatMul cannot multiply [2, 3] by [2, 4] transposed.",
            Assert.Throws<ArgumentException>(() => left.MatMul(right, transposeRight: true)).Message
        );
    }
}
