using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>Two matrices side by side: [batch, a] and [batch, b] to [batch, a + b].</summary>
public sealed class Concat : Op
{
    internal static readonly Concat Instance = new();

    private Concat() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        if (inputs[0].Rank != 2 || inputs[1].Rank != 2 || inputs[0].Rows != inputs[1].Rows)
            throw new ArgumentException(
                $"Concat needs two matrices with the same number of rows, not {inputs[0]} and {inputs[1]}."
            );
        return new Shape(inputs[0].Rows, inputs[0].Columns + inputs[1].Columns);
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        int rows = call.OutputShape.Rows,
            width = call.OutputShape.Columns;
        int left = call.Shape(0).Columns,
            right = call.Shape(1).Columns;
        call.Kernels.CopyColumns(call.Value(0), left, 0, call.Output, width, 0, rows, left, accumulate: false);
        call.Kernels.CopyColumns(call.Value(1), right, 0, call.Output, width, left, rows, right, accumulate: false);
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        int rows = call.OutputShape.Rows,
            width = call.OutputShape.Columns,
            start = 0;
        for (int i = 0; i < 2; i++)
        {
            int columns = call.Shape(i).Columns;
            if (call.NeedsGradient(i))
            {
                Block input = call.Gradient(i, out bool accumulate);
                call.Kernels.CopyColumns(
                    call.OutputGradient,
                    width,
                    start,
                    input,
                    columns,
                    0,
                    rows,
                    columns,
                    accumulate
                );
            }

            start += columns;
        }
    }
}

/// <summary>Calls <see cref="Ops.Concat"/>.</summary>
public static class ConcatExtensions
{
    /// <summary>The columns of both, [batch, left + right].</summary>
    /// <param name="left">[batch, left].</param>
    /// <param name="right">[batch, right].</param>
    /// <exception cref="ArgumentException">The numbers of rows differ.</exception>
    public static Tensor Concat(this Tensor left, Tensor right) =>
        left.Tape.Call(Ops.Concat.Instance, default, left, right);
}
