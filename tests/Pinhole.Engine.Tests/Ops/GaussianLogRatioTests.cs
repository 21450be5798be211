using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class GaussianLogRatioTests()
    : OpContract<GaussianLogRatio>(
        GaussianLogRatio.Instance,
        new OpCase("gaussian_log_ratio", x => x[0].GaussianLogRatio(x[0].Reparameterize(11, (1UL << 33) + 5)), null),
        new OpCase("gaussian_log_ratio_of_samples", x => x[0].GaussianLogRatio(x[1]), new OpArguments()),
        new OpCase("importance_weighted_bound", x => Bound(x[0], x[1], x[2]), null)
    )
{
    [Fact]
    public void A_narrow_Gaussian_far_from_the_prior_has_a_gradient_without_rounding()
    {
        // σ = e⁻¹⁰: terms of ε / σ that had to cancel would leave an error of some thousandths.
        using Tape tape = new(Widths.Get(Widths.Widest));
        Tensor code = tape.Variable([3f, -20f], new Shape(1, 2)),
            z = code.Reparameterize(1, 2);
        tape.Backward(code.GaussianLogRatio(z).Sum());
        float[] gradient = new float[2],
            sample = new float[1];
        tape.ReadGradient(code, gradient);
        tape.Read(z, sample);
        Assert.Equal(-sample[0], gradient[0]);
        Assert.Equal(0.5 - (0.5 * sample[0] * (sample[0] - 3.0)), gradient[1], 1e-6);
    }

    [Fact]
    public void Its_mean_is_the_negative_divergence()
    {
        const int Rows = 100_000;
        using Tape tape = new(Widths.Get(Widths.Widest), recording: false);
        Tensor code = tape.Input([1.5f, -0.5f, -1f, 0.5f], new Shape(1, 4)).RepeatRows(Rows);
        float ratio = tape.ReadScalar(code.GaussianLogRatio(code.Reparameterize(1, 2)).Mean()),
            divergence = tape.ReadScalar(code.GaussianKl().Mean());
        // The ratio's deviation is about 2.
        Assert.Equal(-divergence, ratio, 5 * 2 / Math.Sqrt(Rows));
    }

    [Fact]
    public void A_sample_of_another_shape_is_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor code = tape.Input(new float[8], new Shape(2, 4)),
            sample = tape.Input(new float[6], new Shape(2, 3));
        Assert.Equal(
            "GaussianLogRatio needs two tensors of one shape, not [2, 3] and [2, 2].",
            Assert.Throws<ArgumentException>(() => code.GaussianLogRatio(sample)).Message
        );
    }

    // What an importance-weighted autoencoder's loss is made of: three samples of each of two rows.
    private static Tensor Bound(Tensor code, Tensor output, Tensor target)
    {
        Tensor codes = code.RepeatRows(3),
            weights = codes.GaussianLogRatio(codes.Reparameterize(12, 7)) - output.BernoulliLoss(target);
        return code.Tape.View(weights, new Shape(2, 3)).LogMeanExp();
    }
}
