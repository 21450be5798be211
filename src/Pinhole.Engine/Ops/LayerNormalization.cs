using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Normalizes each row to mean 0 and deviation 1, then applies a learned scale and shift for each feature (Ba et al.
/// 2016). Takes x [batch, features], scale [features] and shift [features]; no row depends on another.
/// </summary>
public sealed class LayerNormalization : Op
{
    internal static readonly LayerNormalization Instance = new();

    private LayerNormalization() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        NormalizationInputs.Check(this, inputs);

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.LayerNormalization(
            call.Value(0),
            call.Value(1),
            call.Value(2),
            call.Output,
            call.OutputShape.Rows,
            call.OutputShape.Columns,
            call.Arguments.First
        );

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = default,
            scale = default,
            shift = default;
        bool accumulateInput = false,
            accumulateScale = false,
            accumulateShift = false;
        if (call.NeedsGradient(0))
            input = call.Gradient(0, out accumulateInput);
        if (call.NeedsGradient(1))
            scale = call.Gradient(1, out accumulateScale);
        if (call.NeedsGradient(2))
            shift = call.Gradient(2, out accumulateShift);
        call.Kernels.LayerNormalizationBackward(
            call.Value(0),
            call.Value(1),
            call.OutputGradient,
            input,
            accumulateInput,
            scale,
            accumulateScale,
            shift,
            accumulateShift,
            call.OutputShape.Rows,
            call.OutputShape.Columns,
            call.Arguments.First
        );
    }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments)
    {
        Tensor x = inputs[0];
        Tape tape = x.Tape;
        int features = x.Shape.Columns;
        float[] ones = new float[(long)features * features];
        Array.Fill(ones, 1f);
        Tensor sums = tape.Input(ones, new Shape(features, features)),
            nothing = tape.Input(new float[x.Shape.Length], x.Shape);

        Tensor count = nothing + features,
            centered = x - (x.MatMul(sums) / count);
        Tensor deviation = ((centered.Square().MatMul(sums) / count) + arguments.First).Sqrt();
        return (centered / deviation * nothing.AddRow(inputs[1])).AddRow(inputs[2]);
    }
}

/// <summary>Calls <see cref="Ops.LayerNormalization"/>.</summary>
public static class LayerNormalizationExtensions
{
    /// <summary>x with each row normalized, [batch, features].</summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="scale">[features].</param>
    /// <param name="shift">[features].</param>
    /// <param name="epsilon">Added to each variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor LayerNormalization(
        this Tensor x,
        Tensor scale,
        Tensor shift,
        float epsilon = NormalizationInputs.Epsilon
    ) => x.Tape.Call(Ops.LayerNormalization.Instance, new OpArguments(First: epsilon), x, scale, shift);
}
