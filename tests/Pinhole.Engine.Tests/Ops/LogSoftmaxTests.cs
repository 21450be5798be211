using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class LogSoftmaxTests()
    : OpContract<LogSoftmax>(
        LogSoftmax.Instance,
        new OpCase("log_softmax", x => x[0].LogSoftmax(), default(OpArguments))
    )
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Large_logits_overflow_nowhere(int lanes)
    {
        using Tape tape = new(Widths.Get(lanes));
        float[] found = new float[6];
        tape.Read(tape.Input([1e30f, 0, 1e30f, -1e4f, -1e4f - 1, -2e4f], new Shape(2, 3)).LogSoftmax(), found);
        float second = -MathF.Log(1 + MathF.Exp(-1));
        Assert.Equal([-MathF.Log(2), -1e30f, -MathF.Log(2), second, second - 1, -1e4f + second], found, (one, other) =>
            Math.Abs(one - other) < 1e-6 * Math.Abs(one)
        );
    }

    [Fact]
    public void A_logit_that_is_no_number_is_not_hidden()
    {
        using Tape tape = new(Widths.Get(1));
        float[] found = new float[2];
        tape.Read(tape.Input([float.NaN, 5], new Shape(1, 2)).LogSoftmax(), found);
        Assert.All(found, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using Tape tape = new(Widths.Get(1));
        Assert.Equal(
            "LogSoftmax needs [batch, classes], not [2].",
            Assert.Throws<ArgumentException>(() => tape.Input(new float[2], new Shape(2)).LogSoftmax()).Message
        );
    }
}
