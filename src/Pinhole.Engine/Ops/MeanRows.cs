using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>The mean of each feature over the batch: [batch, features] to [features].</summary>
public sealed class MeanRows : Op
{
    internal static readonly MeanRows Instance = new();

    private MeanRows() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        inputs[0].Rank == 2
            ? new Shape(inputs[0].Columns)
            : throw new ArgumentException($"MeanRows needs [batch, features], not {inputs[0]}.");

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        call.Kernels.SumRows(call.Value(0), call.Output, call.Shape(0).Rows, call.Shape(0).Columns, accumulate: false);
        call.Kernels.Affine(call.Output, 1f / call.Shape(0).Rows, 0f, call.Output, accumulate: false);
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate),
            share = call.OutputGradient;
        if (!accumulate)
            call.Kernels.Fill(input, 0f);
        call.Kernels.Affine(share, 1f / call.Shape(0).Rows, 0f, share, accumulate: false);
        call.Kernels.AddRow(input, share, input, call.Shape(0).Rows, call.Shape(0).Columns);
    }
}

/// <summary>Calls <see cref="Ops.MeanRows"/>.</summary>
public static class MeanRowsExtensions
{
    /// <summary>The mean of each feature over the batch, [features]; NaN if there are no rows.</summary>
    /// <param name="x">[batch, features].</param>
    /// <exception cref="ArgumentException">x is not a matrix.</exception>
    public static Tensor MeanRows(this Tensor x) => x.Tape.Call(Ops.MeanRows.Instance, default, x);
}
