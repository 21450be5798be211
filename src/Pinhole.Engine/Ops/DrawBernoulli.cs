using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Draws 1 for each number with that number as the probability, otherwise 0; keeps the shape. The gradient is 0.
/// </summary>
public sealed class DrawBernoulli : Op
{
    internal static readonly DrawBernoulli Instance = new();

    private DrawBernoulli() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) => inputs[0];

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.DrawBernoulli(call.Value(0), call.Output, call.Arguments.Seed, call.Arguments.Stream);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        if (!accumulate)
            call.Kernels.Fill(input, 0f);
    }
}

/// <summary>Calls <see cref="Ops.DrawBernoulli"/>.</summary>
public static class DrawBernoulliExtensions
{
    /// <summary>Zeros and ones; x holds the probabilities of 1.</summary>
    /// <param name="x">Any shape, in [0, 1]; other numbers are clamped.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="stream">A different one for each use and step.</param>
    public static Tensor DrawBernoulli(this Tensor x, ulong seed, ulong stream) =>
        x.Tape.Call(Ops.DrawBernoulli.Instance, new OpArguments(Seed: seed, Stream: stream), x);
}
