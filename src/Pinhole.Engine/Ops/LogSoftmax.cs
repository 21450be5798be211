using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Log-probabilities of the softmax of each row of logits, x − log Σ exp(x) (Bridle 1990). They are computed relative
/// to the largest logit of a row, so nothing overflows.
/// </summary>
public sealed class LogSoftmax : Op
{
    internal static readonly LogSoftmax Instance = new();

    private LogSoftmax() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        inputs[0].Rank == 2
            ? inputs[0]
            : throw new ArgumentException($"LogSoftmax needs [batch, classes], not {inputs[0]}.");

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.LogSoftmax(call.Value(0), call.Output, call.OutputShape.Rows, call.OutputShape.Columns);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.LogSoftmaxBackward(
            call.Output,
            call.OutputGradient,
            input,
            call.OutputShape.Rows,
            call.OutputShape.Columns,
            accumulate
        );
    }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments)
    {
        Tensor x = inputs[0];
        int classes = x.Shape.Columns;
        float[] ones = new float[(long)classes * classes];
        Array.Fill(ones, 1f);
        return x - x.Exp().MatMul(x.Tape.Input(ones, new Shape(classes, classes))).Log();
    }
}

/// <summary>Calls <see cref="Ops.LogSoftmax"/>.</summary>
public static class LogSoftmaxExtensions
{
    /// <summary>Log-probabilities, [batch, classes]; the probabilities of a row add up to 1.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <exception cref="ArgumentException">The logits are no matrix.</exception>
    public static Tensor LogSoftmax(this Tensor logits) => logits.Tape.Call(Ops.LogSoftmax.Instance, default, logits);
}
