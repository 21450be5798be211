using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>Repeats each row: [batch, features] to [batch · times, features].</summary>
public sealed class RepeatRows : Op
{
    internal static readonly RepeatRows Instance = new();

    private RepeatRows() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        inputs[0].Rank == 2 && arguments.Count >= 1
            ? new Shape(checked(inputs[0].Rows * arguments.Count), inputs[0].Columns)
            : throw new ArgumentException(
                $"RepeatRows needs [batch, features] and at least one time, not {inputs[0]} and {arguments.Count}."
            );

    // The copies of a row are one wide row, whose columns are copied in turn.

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        int rows = call.Shape(0).Rows,
            columns = call.Shape(0).Columns,
            times = call.Arguments.Count;
        for (int i = 0; i < times; i++)
            call.Kernels.CopyColumns(
                call.Value(0),
                columns,
                0,
                call.Output,
                times * columns,
                i * columns,
                rows,
                columns,
                accumulate: false
            );
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        int rows = call.Shape(0).Rows,
            columns = call.Shape(0).Columns,
            times = call.Arguments.Count;
        Block input = call.Gradient(0, out bool accumulate);
        for (int i = 0; i < times; i++)
            call.Kernels.CopyColumns(
                call.OutputGradient,
                times * columns,
                i * columns,
                input,
                columns,
                0,
                rows,
                columns,
                accumulate || i > 0
            );
    }
}

/// <summary>Calls <see cref="Ops.RepeatRows"/>.</summary>
public static class RepeatRowsExtensions
{
    /// <summary>Each row repeated, [batch · times, features]: all copies of the first row come first.</summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="times">How often; at least 1.</param>
    /// <exception cref="ArgumentException">x is no matrix, or the number is less than 1.</exception>
    public static Tensor RepeatRows(this Tensor x, int times) =>
        x.Tape.Call(Ops.RepeatRows.Instance, new OpArguments(Count: times), x);
}
