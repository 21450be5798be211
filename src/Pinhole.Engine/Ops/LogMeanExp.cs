using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// log (1/n Σ exp x) over the n numbers of each row, [batch, n] to [batch], without overflow; its slope is each
/// number's share of the sum. For the logarithms of importance weights it is the bound of Burda, Grosse and
/// Salakhutdinov 2016, equation 8.
/// </summary>
public sealed class LogMeanExp : Op
{
    internal static readonly LogMeanExp Instance = new();

    private LogMeanExp() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        inputs[0] is { Rank: 2, Columns: > 0 }
            ? new Shape(inputs[0].Rows)
            : throw new ArgumentException($"LogMeanExp needs [batch, numbers], not {inputs[0]}.");

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.LogMeanExp(call.Value(0), call.Output, call.Shape(0).Rows, call.Shape(0).Columns);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.LogMeanExpBackward(
            call.Value(0),
            call.OutputGradient,
            input,
            call.Shape(0).Rows,
            call.Shape(0).Columns,
            accumulate
        );
    }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments) =>
        (inputs[0].Exp().SumFeatures() / inputs[0].Shape.Columns).Log();
}

/// <summary>Calls <see cref="Ops.LogMeanExp"/>.</summary>
public static class LogMeanExpExtensions
{
    /// <summary>log (1/n Σ exp x) of each row, [batch].</summary>
    /// <param name="x">[batch, n], n at least 1.</param>
    /// <exception cref="ArgumentException">x is not such a matrix.</exception>
    public static Tensor LogMeanExp(this Tensor x) => x.Tape.Call(Ops.LogMeanExp.Instance, default, x);
}
