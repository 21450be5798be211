using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class GaussianKlTests()
    : OpContract<GaussianKl>(
        GaussianKl.Instance,
        new OpCase("gaussian_kl", x => x[0].GaussianKl(), default(OpArguments))
    )
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Divergences_are_those_worked_by_hand(int lanes)
    {
        // N(0, I); μ = (1, −2); σ² = (4, 1); μ = (3, 0) with σ² = (1, ¼).
        float log4 = MathF.Log(4);
        float[] code = [0, 0, 0, 0, 1, -2, 0, 0, 0, 0, log4, 0, 3, 0, 0, -log4];
        using Tape tape = new(Widths.Get(lanes));
        Tensor divergences = tape.Input(code, new Shape(4, 4)).GaussianKl();
        float[] found = new float[4];
        tape.Read(divergences, found);
        Numbers.AssertClose(
            [0, 2.5, (3 - Math.Log(4)) / 2, 4.5 + ((-0.75 + Math.Log(4)) / 2)],
            found,
            1e-6,
            "divergences"
        );
        Assert.Equal(0f, found[0]);
    }

    [Fact]
    public void A_code_has_two_halves()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor odd = tape.Input(new float[6], new Shape(2, 3)),
            vector = tape.Input(new float[6], new Shape(6));
        Assert.Equal(
            "GaussianKl needs a code [batch, 2 · latent], not [2, 3].",
            Assert.Throws<ArgumentException>(() => odd.GaussianKl()).Message
        );
        Assert.Equal(
            "GaussianKl needs a code [batch, 2 · latent], not [6].",
            Assert.Throws<ArgumentException>(() => vector.GaussianKl()).Message
        );
    }
}
