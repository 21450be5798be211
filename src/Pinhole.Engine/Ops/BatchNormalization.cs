using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Normalizes each feature of a batch to mean 0 and deviation 1, then applies a learned scale and shift (Ioffe and
/// Szegedy 2015). A batch of one row has variance 0 and gives the shift.
/// </summary>
/// <remarks>
/// Takes x [batch, features], scale [features], shift [features] and, optionally, a running mean [features] and a
/// running variance [features]. With choice 0 the statistics of the batch are used, and the running ones, if given,
/// move towards them in place; with choice 1 the running ones are used and not changed. They never get a gradient. The
/// backward pass computes the statistics of the batch again: two more passes over numbers in the cache, and nothing to
/// store.
/// </remarks>
public sealed class BatchNormalization : Op
{
    internal const int Frozen = 1;

    internal static readonly BatchNormalization Instance = new();

    private BatchNormalization() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) =>
        NormalizationInputs.Check(this, inputs);

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.BatchNormalization(
            call.Value(0),
            call.Value(1),
            call.Value(2),
            call.InputCount > 3 ? call.Value(3) : default,
            call.InputCount > 3 ? call.Value(4) : default,
            call.Output,
            call.OutputShape.Rows,
            call.OutputShape.Columns,
            call.Arguments.First,
            call.Arguments.Second,
            call.Arguments.Choice == Frozen
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
        bool frozen = call.Arguments.Choice == Frozen;
        call.Kernels.BatchNormalizationBackward(
            call.Value(0),
            call.Value(1),
            frozen ? call.Value(3) : default,
            frozen ? call.Value(4) : default,
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
        float[] ones = new float[x.Shape.Rows];
        Array.Fill(ones, 1f);
        Tensor column = tape.Input(ones, new Shape(ones.Length, 1)),
            row = tape.Input(ones, new Shape(1, ones.Length));
        Tensor nothing = tape.Input(new float[x.Shape.Length], x.Shape),
            count = nothing + ones.Length;
        bool frozen = arguments.Choice == Frozen;

        Tensor mean = frozen ? nothing.AddRow(inputs[3]) : column.MatMul(row.MatMul(x)) / count;
        Tensor centered = x - mean;
        Tensor variance = frozen ? nothing.AddRow(inputs[4]) : column.MatMul(row.MatMul(centered.Square())) / count;
        return (centered / (variance + arguments.First).Sqrt() * nothing.AddRow(inputs[1])).AddRow(inputs[2]);
    }
}

/// <summary>Calls <see cref="Ops.BatchNormalization"/>.</summary>
public static class BatchNormalizationExtensions
{
    /// <summary>
    /// x normalized with the statistics of its batch, [batch, features]; the running ones move towards them in place.
    /// </summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="scale">[features].</param>
    /// <param name="shift">[features].</param>
    /// <param name="runningMean">[features]; moved towards the mean of a batch of two rows or more.</param>
    /// <param name="runningVariance">[features]; moved towards its unbiased variance.</param>
    /// <param name="momentum">The share of the distance that they move.</param>
    /// <param name="epsilon">Added to each variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor BatchNormalization(
        this Tensor x,
        Tensor scale,
        Tensor shift,
        Tensor runningMean,
        Tensor runningVariance,
        float momentum = 0.1f,
        float epsilon = NormalizationInputs.Epsilon
    ) =>
        x.Tape.Call(
            Ops.BatchNormalization.Instance,
            new OpArguments(First: epsilon, Second: momentum),
            x,
            scale,
            shift,
            runningMean,
            runningVariance
        );

    /// <summary>x normalized with the running statistics, which do not change, [batch, features].</summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="scale">[features].</param>
    /// <param name="shift">[features].</param>
    /// <param name="runningMean">[features]; gets no gradient.</param>
    /// <param name="runningVariance">[features]; gets no gradient.</param>
    /// <param name="epsilon">Added to each variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor FrozenBatchNormalization(
        this Tensor x,
        Tensor scale,
        Tensor shift,
        Tensor runningMean,
        Tensor runningVariance,
        float epsilon = NormalizationInputs.Epsilon
    ) =>
        x.Tape.Call(
            Ops.BatchNormalization.Instance,
            new OpArguments(Choice: Ops.BatchNormalization.Frozen, First: epsilon),
            x,
            scale,
            shift,
            runningMean,
            runningVariance
        );
}
