using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>A range of columns of a matrix: [batch, features] to [batch, count].</summary>
public sealed class Columns : Op
{
    internal static readonly Columns Instance = new();

    private Columns() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        Shape x = inputs[0];
        bool within =
            x.Rank == 2
            && arguments.Start >= 0
            && arguments.Count >= 0
            && arguments.Start <= x.Columns - arguments.Count;
        return within
            ? new Shape(x.Rows, arguments.Count)
            : throw new ArgumentException(
                $"Columns cannot take {arguments.Count} columns from {arguments.Start} on of {x}."
            );
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.CopyColumns(
            call.Value(0),
            call.Shape(0).Columns,
            call.Arguments.Start,
            call.Output,
            call.Arguments.Count,
            0,
            call.OutputShape.Rows,
            call.Arguments.Count,
            accumulate: false
        );

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        if (!accumulate)
            call.Kernels.Fill(input, 0f);
        call.Kernels.CopyColumns(
            call.OutputGradient,
            call.Arguments.Count,
            0,
            input,
            call.Shape(0).Columns,
            call.Arguments.Start,
            call.OutputShape.Rows,
            call.Arguments.Count,
            accumulate
        );
    }
}

/// <summary>Calls <see cref="Ops.Columns"/>.</summary>
public static class ColumnsExtensions
{
    /// <summary>Consecutive columns, [batch, count].</summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="start">The first one.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">x is no matrix, or has no such columns.</exception>
    public static Tensor Columns(this Tensor x, int start, int count) =>
        x.Tape.Call(Ops.Columns.Instance, new OpArguments(Start: start, Count: count), x);
}
