using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Replaces random elements, half of them by one number and half by another: masking noise if both are 0,
/// salt-and-pepper noise if they are the limits of the data (Vincent et al. 2010, section 3.3).
/// </summary>
public sealed class Replace : Op
{
    internal static readonly Replace Instance = new();

    private Replace() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        arguments.First is >= 0f and <= 1f
            ? inputs[0]
            : throw new ArgumentException($"Replace needs a rate between 0 and 1, not {arguments.First}.");

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.ReplaceRandomly(Replacement(call.Arguments), call.Value(0), call.Output, accumulate: false);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.ReplaceRandomly(
            Replacement(call.Arguments) with
            {
                Low = 0,
                High = 0,
            },
            call.OutputGradient,
            input,
            accumulate
        );
    }

    private static RandomReplacement Replacement(in OpArguments arguments) =>
        new(arguments.First, arguments.Second, arguments.Third, Scale: 1, arguments.Seed, arguments.Stream);
}

/// <summary>Calls <see cref="Ops.Replace"/>.</summary>
public static class ReplaceExtensions
{
    /// <summary>x with elements replaced.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The probability of being replaced, 0 to 1.</param>
    /// <param name="low">Replaces one half of them.</param>
    /// <param name="high">Replaces the other.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="stream">A different one for each use and step.</param>
    /// <exception cref="ArgumentException">The rate is out of range.</exception>
    public static Tensor Replace(this Tensor x, float rate, float low, float high, ulong seed, ulong stream) =>
        x.Tape.Call(
            Ops.Replace.Instance,
            new OpArguments(First: rate, Second: low, Third: high, Seed: seed, Stream: stream),
            x
        );
}
