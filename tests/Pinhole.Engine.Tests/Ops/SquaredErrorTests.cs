using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class SquaredErrorTests()
    : OpContract<SquaredError>(
        SquaredError.Instance,
        new OpCase("squared_error", x => x[0].SquaredError(x[1]), default(OpArguments)),
        new OpCase("squared_error_groups", x => x[0].SquaredError(x[1]), default(OpArguments))
    )
{
    [Fact]
    public void Shapes_that_differ_or_are_no_matrices_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor matrix = tape.Input(new float[6], new Shape(2, 3)),
            vector = tape.Input(new float[6], new Shape(6));
        Assert.Equal(
            "SquaredError needs two tensors of one shape, not [2, 3] and [6].",
            Assert.Throws<ArgumentException>(() => matrix.SquaredError(vector)).Message
        );
        Assert.Equal(
            "SquaredError needs [batch, features], not [6].",
            Assert.Throws<ArgumentException>(() => vector.SquaredError(vector)).Message
        );
    }

    [Fact]
    public void A_target_that_wants_a_gradient_is_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor prediction = tape.Variable(new float[6], new Shape(2, 3)),
            target = tape.Variable(new float[6], new Shape(2, 3));
        Tensor loss = prediction.SquaredError(target).Mean();
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => tape.Backward(loss));
        Assert.Contains("SquaredError has no gradient in its target", exception.Message, StringComparison.Ordinal);
    }
}
