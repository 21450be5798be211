using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class DropoutTests()
    : OpContract<Dropout>(
        Dropout.Instance,
        new OpCase(
            "dropout",
            x => x[0].Dropout(0.375f, 11, (1UL << 33) + 5),
            new OpArguments(First: 0.375f, Seed: 11, Stream: (1UL << 33) + 5)
        )
    )
{
    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    public void Rates_out_of_range_are_refused(float rate)
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(6));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => x.Dropout(rate, 1, 1));
        Assert.StartsWith(
            "Dropout needs a rate of at least 0 and below 1",
            exception.Message,
            StringComparison.Ordinal
        );
    }
}
