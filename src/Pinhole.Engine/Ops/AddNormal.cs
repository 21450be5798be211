using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// x + σ ε, with an independent standard normal number ε for each element; keeps the shape. The gradient passes
/// unchanged.
/// </summary>
public sealed class AddNormal : Op
{
    internal static readonly AddNormal Instance = new();

    private AddNormal() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        arguments.First is >= 0f and < float.PositiveInfinity
            ? inputs[0]
            : throw new ArgumentException($"AddNormal needs a deviation of at least 0, not {arguments.First}.");

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        call.Kernels.FillNormal(call.Output, call.Arguments.Seed, call.Arguments.Stream);
        call.Kernels.Affine(call.Output, call.Arguments.First, 0f, call.Output, accumulate: false);
        call.Kernels.Affine(call.Value(0), 1f, 0f, call.Output, accumulate: true);
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.Affine(call.OutputGradient, 1f, 0f, input, accumulate);
    }
}

/// <summary>Calls <see cref="Ops.AddNormal"/>.</summary>
public static class AddNormalExtensions
{
    /// <summary>x + σ ε.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="deviation">σ, 0 or more.</param>
    /// <param name="seed">The seed of the noise.</param>
    /// <param name="stream">A different one for each use and step.</param>
    /// <exception cref="ArgumentException">The deviation is out of range.</exception>
    public static Tensor AddNormal(this Tensor x, float deviation, ulong seed, ulong stream) =>
        x.Tape.Call(Ops.AddNormal.Instance, new OpArguments(First: deviation, Seed: seed, Stream: stream), x);
}
