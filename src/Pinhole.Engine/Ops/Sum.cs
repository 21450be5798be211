using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// The sum of all elements, as a scalar, times a plain number: 1 for the sum, 1 / count for the mean.
/// </summary>
public sealed class Sum : Op
{
    internal static readonly Sum Instance = new();

    private Sum() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) => Shape.Scalar;

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        int length = checked((int)call.Shape(0).Length);
        call.Kernels.SumColumns(call.Value(0), call.Output, 1, length);
        if (call.Arguments.First != 1f)
            call.Kernels.Affine(call.Output, call.Arguments.First, 0f, call.Output, accumulate: false);
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        int length = checked((int)call.Shape(0).Length);
        call.Kernels.SpreadColumn(call.OutputGradient, call.Arguments.First, input, 1, length, accumulate);
    }
}

/// <summary>Calls <see cref="Ops.Sum"/>.</summary>
public static class SumExtensions
{
    /// <summary>The sum of all elements, a scalar.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Sum(this Tensor x) => x.Tape.Call(Ops.Sum.Instance, new OpArguments(First: 1f), x);

    /// <summary>The mean of all elements, a scalar; NaN if there are none.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Mean(this Tensor x) =>
        x.Tape.Call(Ops.Sum.Instance, new OpArguments(First: 1f / x.Shape.Length), x);
}
