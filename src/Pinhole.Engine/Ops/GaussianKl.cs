using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// The Kullback-Leibler divergence of Gaussians N(μ, diag σ²) from N(0, I), −½ Σ (1 + log σ² − μ² − σ²), in nats,
/// summed over the latent (Kingma and Welling 2014, appendix B); never negative. Takes a <see cref="GaussianCode"/>,
/// which also defines the bounds of log-variances.
/// </summary>
public sealed class GaussianKl : Op
{
    internal static readonly GaussianKl Instance = new();

    private GaussianKl() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        GaussianHeads.Latent(this, inputs[0]);
        return new Shape(inputs[0].Rows);
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.GaussianKl(call.Value(0), call.Output, call.Shape(0).Rows, call.Shape(0).Columns / 2);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block code = call.Gradient(0, out bool accumulate);
        call.Kernels.GaussianKlBackward(
            call.Value(0),
            call.OutputGradient,
            code,
            call.Shape(0).Rows,
            call.Shape(0).Columns / 2,
            accumulate
        );
    }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments) =>
        inputs[0].GaussianKlOfFeatures().SumFeatures();
}

/// <summary>Calls <see cref="Ops.GaussianKl"/>.</summary>
public static class GaussianKlExtensions
{
    /// <summary>
    /// The divergence of each row's Gaussian from the standard normal distribution, in nats, [batch].
    /// </summary>
    /// <param name="code">[batch, 2 · latent]: the means in the first half, the log-variances in the second.</param>
    /// <exception cref="ArgumentException">The shape is not that of a code.</exception>
    public static Tensor GaussianKl(this Tensor code) => code.Tape.Call(Ops.GaussianKl.Instance, default, code);

    /// <summary>The same for each latent variable, [batch, latent]; composed of small operations.</summary>
    /// <param name="code">[batch, 2 · latent]: the means in the first half, the log-variances in the second.</param>
    public static Tensor GaussianKlOfFeatures(this Tensor code)
    {
        (Tensor mean, Tensor logVariance) = GaussianHeads.Split(code);
        return -0.5f * (1f + logVariance - mean.Square() - logVariance.Exp());
    }
}
