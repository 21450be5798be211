using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>scale · x + shift with two plain numbers, element by element; keeps the shape.</summary>
public sealed class Affine : Op
{
    internal static readonly Affine Instance = new();

    private Affine() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) => inputs[0];

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.Affine(call.Value(0), call.Arguments.First, call.Arguments.Second, call.Output, accumulate: false);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.Affine(call.OutputGradient, call.Arguments.First, 0f, input, accumulate);
    }
}

/// <summary>Calls <see cref="Ops.Affine"/>; see also the operators of <see cref="ArithmeticExtensions"/>.</summary>
public static class AffineExtensions
{
    /// <summary>scale · x + shift, element by element.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="scale">Multiplied with each element.</param>
    /// <param name="shift">Added to each.</param>
    public static Tensor Affine(this Tensor x, float scale, float shift) =>
        x.Tape.Call(Ops.Affine.Instance, new OpArguments(First: scale, Second: shift), x);
}
