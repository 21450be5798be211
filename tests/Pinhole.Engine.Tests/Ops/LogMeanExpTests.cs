using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class LogMeanExpTests()
    : OpContract<LogMeanExp>(
        LogMeanExp.Instance,
        new OpCase("log_mean_exp", x => x[0].LogMeanExp(), default(OpArguments)),
        new OpCase("log_mean_exp_one", x => x[0].LogMeanExp(), default(OpArguments))
    )
{
    [Fact]
    public void Numbers_beyond_what_their_exponential_holds_are_no_trouble()
    {
        const float Minus = float.NegativeInfinity;
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([-5000, -5000, 3000, 2000, Minus, 0, Minus, Minus, float.NaN, 0], new Shape(5, 2)),
            y = x.LogMeanExp();
        float[] values = new float[5],
            slopes = new float[10];
        tape.Read(y, values);
        Numbers.AssertClose([-5000, 3000 - Math.Log(2), -Math.Log(2), Minus, double.NaN], values, 1e-6, "values");

        x = tape.Variable([-5000, -5000, 3000, 2000, Minus, 0], new Shape(3, 2));
        tape.Backward(x.LogMeanExp().Sum());
        tape.ReadGradient(x, slopes.AsSpan(0, 6));
        Numbers.AssertClose([0.5, 0.5, 1, 0, 0, 1], slopes.AsSpan(0, 6), 1e-6, "slopes");
    }

    [Fact]
    public void Rows_without_a_number_are_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor empty = tape.Input([], new Shape(2, 0));
        Assert.Equal(
            "LogMeanExp needs [batch, numbers], not [2, 0].",
            Assert.Throws<ArgumentException>(() => empty.LogMeanExp()).Message
        );
    }
}
