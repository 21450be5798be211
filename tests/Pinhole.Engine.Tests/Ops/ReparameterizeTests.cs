using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class ReparameterizeTests()
    : OpContract<Reparameterize>(
        Reparameterize.Instance,
        new OpCase(
            "reparameterize",
            x => x[0].Reparameterize(11, (1UL << 33) + 5),
            new OpArguments(Seed: 11, Stream: (1UL << 33) + 5)
        )
    )
{
    [Fact]
    public void Samples_have_the_means_and_variances_of_their_heads()
    {
        const int Rows = 100_000;
        float[] means = [3f, -1f, 0f],
            deviations = [2f, 0.1f, 1f];
        float[] row = [.. means, .. deviations.Select(deviation => 2 * MathF.Log(deviation))];
        using Tape tape = new(Widths.Get(Widths.Widest), recording: false);
        Tensor z = tape.Input([.. Enumerable.Repeat(row, Rows).SelectMany(values => values)], new Shape(Rows, 6))
            .Reparameterize(1, 2);
        float[] samples = new float[Rows * 3];
        tape.Read(z, samples);

        for (int column = 0; column < 3; column++)
        {
            double[] x =
            [
                .. Enumerable
                    .Range(0, Rows)
                    .Select(i => ((double)samples[(3 * i) + column] - means[column]) / deviations[column]),
            ];
            // Five standard deviations of each mean.
            Assert.Equal(0, x.Average(), 5 / Math.Sqrt(Rows));
            Assert.Equal(1, x.Average(value => value * value), 5 * Math.Sqrt(2.0 / Rows));
        }
    }

    [Fact]
    public void Another_seed_or_stream_gives_another_sample_and_the_same_ones_the_same()
    {
        using Tape tape = new(Widths.Get(Widths.Widest));
        Tensor code = tape.Input(new float[200], new Shape(5, 40));
        float[] Sample(ulong seed, ulong stream)
        {
            float[] sample = new float[100];
            tape.Read(code.Reparameterize(seed, stream), sample);
            return sample;
        }

        Assert.Equal(Sample(1, 2), Sample(1, 2));
        Assert.NotEqual(Sample(1, 2), Sample(1, 3));
        Assert.NotEqual(Sample(1, 2), Sample(2, 2));
    }

    [Fact]
    public void A_code_has_two_halves()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor odd = tape.Input(new float[6], new Shape(2, 3));
        Assert.Equal(
            "Reparameterize needs a code [batch, 2 · latent], not [2, 3].",
            Assert.Throws<ArgumentException>(() => odd.Reparameterize(1, 2)).Message
        );
    }
}
