using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// log p(z) − log q(z) of samples z = μ + σ ε that <see cref="Reparameterize"/> made: p is N(0, I), q the Gaussian of
/// the <see cref="GaussianCode"/> they were drawn from. It is ½ Σ (log σ² + ε² − z²), in nats, summed over the latent;
/// the common constants cancel.
/// </summary>
/// <remarks>
/// ε is a constant: the gradient of log σ² is ½ and that of z is −z, which reaches the code through <see
/// cref="Reparameterize"/>. If z and the code were independent inputs, two terms of ε / σ would have to cancel, which
/// fails in floating point if σ is small. If the code gets no gradient, nothing has to cancel: the code is a constant,
/// and the gradient of z is ε / σ − z.
/// </remarks>
public sealed class GaussianLogRatio : Op
{
    internal static readonly GaussianLogRatio Instance = new();

    private GaussianLogRatio() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        Shape sample = new(inputs[0].Rows, GaussianHeads.Latent(this, inputs[0]));
        RequireSame(inputs[1], sample);
        return new Shape(sample.Rows);
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.GaussianLogRatio(
            call.Value(0),
            call.Value(1),
            call.Output,
            call.Shape(1).Rows,
            call.Shape(1).Columns
        );

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        bool accumulateCode = false,
            accumulateSample = false;
        Block code = call.NeedsGradient(0) ? call.Gradient(0, out accumulateCode) : default;
        Block sample = call.NeedsGradient(1) ? call.Gradient(1, out accumulateSample) : default;
        call.Kernels.GaussianLogRatioBackward(
            call.Value(0),
            call.Value(1),
            call.OutputGradient,
            code,
            accumulateCode,
            sample,
            accumulateSample,
            call.Shape(1).Rows,
            call.Shape(1).Columns
        );
    }
}

/// <summary>Calls <see cref="Ops.GaussianLogRatio"/>.</summary>
public static class GaussianLogRatioExtensions
{
    /// <summary>log p(z) − log q(z) of each row's sample, in nats, [batch].</summary>
    /// <param name="code">[batch, 2 · latent]: the means in the first half, the log-variances in the second.</param>
    /// <param name="sample">What <see cref="ReparameterizeExtensions.Reparameterize"/> made of this code, [batch,
    /// latent].</param>
    /// <exception cref="ArgumentException">The shapes are not those of a code and its sample.</exception>
    public static Tensor GaussianLogRatio(this Tensor code, Tensor sample) =>
        code.Tape.Call(Ops.GaussianLogRatio.Instance, default, code, sample);
}
