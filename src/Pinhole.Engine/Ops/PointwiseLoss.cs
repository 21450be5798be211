using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// A loss that adds up over features: prediction and target [batch, features] to [batch]. Only the prediction has a
/// gradient. A target may have fewer rows: then each is compared with several consecutive rows of the prediction.
/// </summary>
public abstract class PointwiseLoss : Op
{
    private readonly LossFunction _function;

    private protected PointwiseLoss(LossFunction function) => _function = function;

    /// <inheritdoc/>
    public sealed override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        if (Group(inputs[0], inputs[1]) == 0)
            RequireSame(inputs[0], inputs[1]);
        return inputs[0].Rank == 2
            ? new Shape(inputs[0].Rows)
            : throw new ArgumentException($"{GetType().Name} needs [batch, features], not {inputs[0]}.");
    }

    /// <inheritdoc/>
    public sealed override bool TakesSparse(int input) => input == 1;

    /// <inheritdoc/>
    public sealed override void Forward(in OpCall call)
    {
        (int rows, int columns, int group) = Sizes(call);
        if (call.TrySparse(1, out SparseBlock target))
            call.Kernels.SparseLoss(
                _function,
                call.Value(0),
                target,
                call.Arguments.First,
                call.Output,
                rows,
                columns,
                group
            );
        else
            call.Kernels.Loss(
                _function,
                call.Value(0),
                call.Value(1),
                call.Arguments.First,
                call.Output,
                rows,
                columns,
                group
            );
    }

    /// <inheritdoc/>
    public sealed override void Backward(in OpCall call)
    {
        if (call.NeedsGradient(1))
            throw new NotSupportedException(
                $"{GetType().Name} has no gradient in its target; compose it from smaller operations for that."
            );
        (int rows, int columns, int group) = Sizes(call);
        Block prediction = call.Gradient(0, out bool accumulate);
        if (call.TrySparse(1, out SparseBlock target))
        {
            call.Kernels.SparseLossBackward(
                _function,
                call.Value(0),
                target,
                call.Arguments.First,
                call.OutputGradient,
                prediction,
                rows,
                columns,
                accumulate,
                group
            );
        }
        else
        {
            call.Kernels.LossBackward(
                _function,
                call.Value(0),
                call.Value(1),
                call.Arguments.First,
                call.OutputGradient,
                prediction,
                rows,
                columns,
                accumulate,
                group
            );
        }
    }

    /// <summary>The target, with as many rows as the prediction.</summary>
    private protected static Tensor Repeated(Tensor target, Tensor prediction) =>
        Group(prediction.Shape, target.Shape) is > 1 and int times ? target.RepeatRows(times) : target;

    private static (int Rows, int Columns, int Group) Sizes(in OpCall call) =>
        (call.Shape(0).Rows, call.Shape(0).Columns, Math.Max(1, Group(call.Shape(0), call.Shape(1))));

    // Rows of the prediction for each row of the target; 0 if they do not divide evenly.
    private static int Group(Shape prediction, Shape target) =>
        prediction.Rank == 2
        && target.Rank == 2
        && prediction.Columns == target.Columns
        && target.Rows > 0
        && prediction.Rows % target.Rows == 0
            ? prediction.Rows / target.Rows
            : 0;
}
