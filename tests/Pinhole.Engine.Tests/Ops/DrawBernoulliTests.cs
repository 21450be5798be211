using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class DrawBernoulliTests()
    : OpContract<DrawBernoulli>(
        DrawBernoulli.Instance,
        new OpCase(
            "draw_bernoulli",
            x => x[0].DrawBernoulli(11, (1UL << 33) + 5),
            new OpArguments(Seed: 11, Stream: (1UL << 33) + 5)
        )
    )
{
    [Theory]
    [InlineData(0f)]
    [InlineData(0.25f)]
    [InlineData(0.9f)]
    [InlineData(1f)]
    public void A_share_as_large_as_the_probability_becomes_one(float probability)
    {
        const int Length = 100_000;
        using Tape tape = new(Widths.Get(Widths.Widest));
        float[] x = new float[Length],
            y = new float[Length];
        Array.Fill(x, probability);
        tape.Read(tape.Input(x, new Shape(Length)).DrawBernoulli(1, 2), y);

        Assert.All(y, value => Assert.True(value is 0f or 1f));
        // Five standard deviations; nothing for what is certain.
        Assert.Equal(probability, y.Average(), 1e-9 + (5 * Math.Sqrt(probability * (1 - probability) / Length)));
    }

    [Fact]
    public void Another_seed_or_stream_gives_another_draw_and_the_same_ones_the_same()
    {
        using Tape tape = new(Widths.Get(Widths.Widest));
        Tensor half = tape.Input([.. Enumerable.Repeat(0.5f, 200)], new Shape(5, 40));
        float[] Draw(ulong seed, ulong stream)
        {
            float[] draw = new float[200];
            tape.Read(half.DrawBernoulli(seed, stream), draw);
            return draw;
        }

        Assert.Equal(Draw(1, 2), Draw(1, 2));
        Assert.NotEqual(Draw(1, 2), Draw(1, 3));
        Assert.NotEqual(Draw(1, 2), Draw(2, 2));
    }
}
