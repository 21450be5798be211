using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// A sample of each row's Gaussian through which gradients pass: z = μ + exp(½ log σ²) ε (Kingma and Welling 2014,
/// section 2.4). Takes a <see cref="GaussianCode"/>, which also defines the bounds of log-variances. ε depends only on
/// seed, stream and position. It is drawn in the memory of z, and the backward pass recovers it from z − μ.
/// </summary>
public sealed class Reparameterize : Op
{
    internal static readonly Reparameterize Instance = new();

    private Reparameterize() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        new(inputs[0].Rows, GaussianHeads.Latent(this, inputs[0]));

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        call.Kernels.FillNormal(call.Output, call.Arguments.Seed, call.Arguments.Stream);
        call.Kernels.Reparameterize(call.Value(0), call.Output, call.OutputShape.Rows, call.OutputShape.Columns);
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block code = call.Gradient(0, out bool accumulate);
        call.Kernels.ReparameterizeBackward(
            call.Value(0),
            call.Output,
            call.OutputGradient,
            code,
            call.OutputShape.Rows,
            call.OutputShape.Columns,
            accumulate
        );
    }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments)
    {
        (Tensor mean, Tensor logVariance) = GaussianHeads.Split(inputs[0]);
        Tape tape = mean.Tape;
        Tensor noise = tape.Input(new float[mean.Shape.Length], mean.Shape);
        tape.Kernels.FillNormal(tape.Resolve(noise).Value, arguments.Seed, arguments.Stream);
        return mean + ((0.5f * logVariance).Exp() * noise);
    }
}

/// <summary>Calls <see cref="Ops.Reparameterize"/>.</summary>
public static class ReparameterizeExtensions
{
    /// <summary>A sample of each row's Gaussian, [batch, latent].</summary>
    /// <param name="code">[batch, 2 · latent]: the means in the first half, the log-variances in the second.</param>
    /// <param name="seed">The seed of the noise.</param>
    /// <param name="stream">A different one for each use and step.</param>
    /// <exception cref="ArgumentException">The shape is not that of a code.</exception>
    public static Tensor Reparameterize(this Tensor code, ulong seed, ulong stream) =>
        code.Tape.Call(Ops.Reparameterize.Instance, new OpArguments(Seed: seed, Stream: stream), code);
}
