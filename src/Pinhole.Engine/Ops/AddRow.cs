using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>Adds one row [features] to each row of [batch, features].</summary>
public sealed class AddRow : Op
{
    internal static readonly AddRow Instance = new();

    private AddRow() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        if (inputs[0].Rank != 2 || inputs[1] != new Shape(inputs[0].Columns))
            throw new ArgumentException(
                $"AddRow needs [batch, features] and [features], not {inputs[0]} and {inputs[1]}."
            );
        return inputs[0];
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.AddRow(call.Value(0), call.Value(1), call.Output, call.OutputShape.Rows, call.OutputShape.Columns);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        if (call.NeedsGradient(0))
        {
            Block input = call.Gradient(0, out bool accumulate);
            call.Kernels.Affine(call.OutputGradient, 1f, 0f, input, accumulate);
        }

        if (call.NeedsGradient(1))
        {
            Block row = call.Gradient(1, out bool accumulate);
            call.Kernels.SumRows(call.OutputGradient, row, call.OutputShape.Rows, call.OutputShape.Columns, accumulate);
        }
    }
}

/// <summary>Calls <see cref="Ops.AddRow"/>.</summary>
public static class AddRowExtensions
{
    /// <summary>x with one row added to each of its rows, [batch, features].</summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="row">[features].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor AddRow(this Tensor x, Tensor row) => x.Tape.Call(Ops.AddRow.Instance, default, x, row);
}
