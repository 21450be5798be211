using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class AddNormalTests()
    : OpContract<AddNormal>(
        AddNormal.Instance,
        new OpCase(
            "noise",
            x => x[0].AddNormal(0.3f, 11, (1UL << 33) + 5),
            new OpArguments(First: 0.3f, Seed: 11, Stream: (1UL << 33) + 5)
        )
    )
{
    [Fact]
    public void The_noise_has_the_deviation_and_no_mean()
    {
        const int Length = 100_000;
        using Tape tape = new(Widths.Get(1));
        float[] y = new float[Length];
        tape.Read(tape.Input(new float[Length], new Shape(Length)).AddNormal(0.5f, 1, 2), y);

        Assert.Equal(0, y.Average(), 0.01);
        Assert.Equal(0.25, y.Average(value => value * value), 0.005);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void Deviations_out_of_range_are_refused(float deviation)
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(6));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => x.AddNormal(deviation, 1, 1));
        Assert.StartsWith("AddNormal needs a deviation of at least 0", exception.Message, StringComparison.Ordinal);
    }
}
