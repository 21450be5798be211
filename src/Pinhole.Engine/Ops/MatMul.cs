using Pinhole.Engine.Autograd;

namespace Pinhole.Engine.Ops;

/// <summary>The matrix product of [rows, depth] and [depth, columns]; the right one may be stored transposed.</summary>
public sealed class MatMul : Op
{
    internal static readonly MatMul Instance = new();

    private MatMul() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        Shape left = inputs[0],
            right = inputs[1];
        bool transposed = arguments.Choice == 1;
        if (left.Rank != 2 || right.Rank != 2 || left.Columns != (transposed ? right.Columns : right.Rows))
            throw new ArgumentException(
                $"MatMul cannot multiply {left} by {right}{(transposed ? " transposed" : "")}."
            );
        return new Shape(left.Rows, transposed ? right.Rows : right.Columns);
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.MatMul(
            call.Value(0),
            false,
            call.Value(1),
            call.Arguments.Choice == 1,
            call.Output,
            call.OutputShape.Rows,
            call.Shape(0).Columns,
            call.OutputShape.Columns,
            accumulate: false
        );

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        int rows = call.OutputShape.Rows,
            depth = call.Shape(0).Columns,
            columns = call.OutputShape.Columns;
        bool transposed = call.Arguments.Choice == 1;
        if (call.NeedsGradient(0))
        {
            Kernels.Block left = call.Gradient(0, out bool accumulate);
            call.Kernels.MatMul(
                call.OutputGradient,
                false,
                call.Value(1),
                !transposed,
                left,
                rows,
                columns,
                depth,
                accumulate
            );
        }

        if (call.NeedsGradient(1))
        {
            Kernels.Block right = call.Gradient(1, out bool accumulate);
            if (transposed)
                call.Kernels.MatMul(
                    call.OutputGradient,
                    true,
                    call.Value(0),
                    false,
                    right,
                    columns,
                    rows,
                    depth,
                    accumulate
                );
            else
                call.Kernels.MatMul(
                    call.Value(0),
                    true,
                    call.OutputGradient,
                    false,
                    right,
                    depth,
                    rows,
                    columns,
                    accumulate
                );
        }
    }
}

/// <summary>Calls <see cref="Ops.MatMul"/>.</summary>
public static class MatMulExtensions
{
    /// <summary>The matrix product, [rows, columns].</summary>
    /// <param name="left">[rows, depth].</param>
    /// <param name="right">[depth, columns], or [columns, depth] if transposed.</param>
    /// <param name="transposeRight">Whether right is stored transposed.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor MatMul(this Tensor left, Tensor right, bool transposeRight = false) =>
        left.Tape.Call(Ops.MatMul.Instance, new OpArguments(Choice: transposeRight ? 1 : 0), left, right);
}
