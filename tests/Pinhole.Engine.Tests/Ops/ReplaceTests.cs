using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class ReplaceTests()
    : OpContract<Replace>(
        Replace.Instance,
        new OpCase(
            "salt and pepper",
            x => x[0].Replace(0.375f, -2f, 3f, 11, (1UL << 33) + 5),
            new OpArguments(First: 0.375f, Second: -2f, Third: 3f, Seed: 11, Stream: (1UL << 33) + 5)
        ),
        new OpCase("masking", x => x[0].Replace(0.5f, 0f, 0f, 12, 6), new OpArguments(First: 0.5f, Seed: 12, Stream: 6))
    )
{
    [Theory]
    [InlineData(0f)]
    [InlineData(0.25f)]
    [InlineData(1f)]
    public void Half_of_the_replaced_become_low_and_half_high(float rate)
    {
        const int Length = 100_000;
        using Tape tape = new(Widths.Get(1));
        float[] x = new float[Length],
            y = new float[Length];
        Array.Fill(x, 0.5f);
        tape.Read(tape.Input(x, new Shape(Length)).Replace(rate, 0f, 1f, 1, 2), y);

        Assert.Equal(rate / 2, y.Count(value => value == 0f) / (double)Length, 0.01);
        Assert.Equal(rate / 2, y.Count(value => value == 1f) / (double)Length, 0.01);
        Assert.Equal(1 - rate, y.Count(value => value == 0.5f) / (double)Length, 0.01);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Rates_out_of_range_are_refused(float rate)
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(6));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => x.Replace(rate, 0, 0, 1, 1));
        Assert.StartsWith("Replace needs a rate between 0 and 1", exception.Message, StringComparison.Ordinal);
    }
}
