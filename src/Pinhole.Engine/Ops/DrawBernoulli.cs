using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// For each number a draw of its own: 1 with that number as its probability, otherwise 0; keeps the shape. Draws do not
/// change with small changes of a number, so the gradient is 0.
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

/// <summary>How <see cref="Ops.DrawBernoulli"/> is written.</summary>
public static class DrawBernoulliExtensions
{
    /// <summary>Zeros and ones, each 1 with the probability that x says.</summary>
    /// <param name="x">Any shape, in [0, 1]; what lies beyond counts as the nearer end.</param>
    /// <param name="seed">Where the randomness comes from.</param>
    /// <param name="stream">Another one for each use and step.</param>
    public static Tensor DrawBernoulli(this Tensor x, ulong seed, ulong stream) =>
        x.Tape.Call(Ops.DrawBernoulli.Instance, new OpArguments(Seed: seed, Stream: stream), x);
}
