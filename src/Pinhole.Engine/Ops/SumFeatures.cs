using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>The sum of each row: [batch, features] to [batch].</summary>
public sealed class SumFeatures : Op
{
    internal static readonly SumFeatures Instance = new();

    private SumFeatures() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        inputs[0].Rank == 2
            ? new Shape(inputs[0].Rows)
            : throw new ArgumentException($"SumFeatures needs [batch, features], not {inputs[0]}.");

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.SumColumns(call.Value(0), call.Output, call.Shape(0).Rows, call.Shape(0).Columns);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.SpreadColumn(
            call.OutputGradient,
            1f,
            input,
            call.Shape(0).Rows,
            call.Shape(0).Columns,
            accumulate
        );
    }
}

/// <summary>Calls <see cref="Ops.SumFeatures"/>.</summary>
public static class SumFeaturesExtensions
{
    /// <summary>The sum of each row, [batch].</summary>
    /// <param name="x">[batch, features].</param>
    /// <exception cref="ArgumentException">x is not a matrix.</exception>
    public static Tensor SumFeatures(this Tensor x) => x.Tape.Call(Ops.SumFeatures.Instance, default, x);
}
