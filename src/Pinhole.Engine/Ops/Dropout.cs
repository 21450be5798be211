using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Drops elements at random and scales the rest up, so that the expected value stays (Srivastava et al. 2014, inverted
/// form). The choice depends only on seed, stream and position, so nothing is stored for the backward pass.
/// </summary>
public sealed class Dropout : Op
{
    internal static readonly Dropout Instance = new();

    private Dropout() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        arguments.First is >= 0f and < 1f
            ? inputs[0]
            : throw new ArgumentException($"Dropout needs a rate of at least 0 and below 1, not {arguments.First}.");

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.ReplaceRandomly(Replacement(call.Arguments), call.Value(0), call.Output, accumulate: false);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.ReplaceRandomly(Replacement(call.Arguments), call.OutputGradient, input, accumulate);
    }

    private static RandomReplacement Replacement(in OpArguments arguments) =>
        new(arguments.First, Low: 0, High: 0, Scale: 1 / (1 - arguments.First), arguments.Seed, arguments.Stream);
}

/// <summary>Calls <see cref="Ops.Dropout"/>.</summary>
public static class DropoutExtensions
{
    /// <summary>x with elements dropped.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The probability of dropping, at least 0 and below 1.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="stream">A different one for each use and step.</param>
    /// <exception cref="ArgumentException">The rate is out of range.</exception>
    public static Tensor Dropout(this Tensor x, float rate, ulong seed, ulong stream) =>
        x.Tape.Call(Ops.Dropout.Instance, new OpArguments(First: rate, Seed: seed, Stream: stream), x);
}
