using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>A linear layer with its activation, y = f(x Wᵀ + b): one kernel forward and three backward.</summary>
/// <remarks>
/// Takes x [batch, inputs], W [outputs, inputs] and, optionally, b [outputs]; gives [batch, outputs]. The backward pass
/// computes f′ from y, so f may be any activation but GELU; <see cref="LinearExtensions"/> handles GELU. If x is sparse
/// rows, the products run only over its stored numbers.
/// </remarks>
public sealed class Linear : Op
{
    internal static readonly Linear Instance = new();

    private Linear() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        Shape x = inputs[0],
            weight = inputs[1];
        if (x.Rank != 2 || weight.Rank != 2 || x.Columns != weight.Columns)
            throw new ArgumentException(
                $"Linear needs x [batch, inputs] and a weight [outputs, inputs], not {x} and {weight}."
            );
        if (inputs.Length > 2 && inputs[2] != new Shape(weight.Rows))
            throw new ArgumentException($"Linear needs a bias of shape [{weight.Rows}], not {inputs[2]}.");
        return new Shape(x.Rows, weight.Rows);
    }

    /// <inheritdoc/>
    public override bool TakesSparse(int input) => input == 0;

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        Shape x = call.Shape(0);
        Block bias = call.InputCount > 2 ? call.Value(2) : default;
        Activation activation = (Activation)call.Arguments.Choice;
        if (call.TrySparse(0, out SparseBlock sparse))
            call.Kernels.SparseLinear(
                sparse,
                call.Value(1),
                bias,
                call.Output,
                x.Rows,
                x.Columns,
                call.OutputShape.Columns,
                activation
            );
        else
            call.Kernels.Linear(
                call.Value(0),
                call.Value(1),
                bias,
                call.Output,
                x.Rows,
                x.Columns,
                call.OutputShape.Columns,
                activation
            );
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        int batch = call.Shape(0).Rows,
            inputs = call.Shape(0).Columns,
            outputs = call.OutputShape.Columns;
        Block biasGradient = default;
        bool accumulate = false;
        if (call.InputCount > 2 && call.NeedsGradient(2))
            biasGradient = call.Gradient(2, out accumulate);
        Block gradient = call.OutputGradient;
        call.Kernels.LinearActivationBackward(
            (Activation)call.Arguments.Choice,
            call.Output,
            gradient,
            biasGradient,
            batch,
            outputs,
            accumulate
        );
        if (call.NeedsGradient(0))
        {
            Block inputGradient = call.Gradient(0, out accumulate);
            call.Kernels.MatMul(
                gradient,
                false,
                call.Value(1),
                false,
                inputGradient,
                batch,
                outputs,
                inputs,
                accumulate
            );
        }

        if (!call.NeedsGradient(1))
            return;
        if (call.TrySparse(0, out SparseBlock sparse))
        {
            Block weightGradient = call.Gradient(1, out accumulate);
            call.Kernels.SparseWeightGradient(gradient, sparse, weightGradient, batch, inputs, outputs, accumulate);
        }
        else if (call.TryMove(1, out ParameterMove move))
        {
            call.Kernels.UpdateLinearWeight(
                move.Step,
                move.Value,
                move.FirstMoments,
                move.SecondMoments,
                gradient,
                call.Value(0),
                batch,
                inputs,
                outputs
            );
        }
        else
        {
            Block weightGradient = call.Gradient(1, out accumulate);
            call.Kernels.MatMul(
                gradient,
                true,
                call.Value(0),
                false,
                weightGradient,
                outputs,
                batch,
                inputs,
                accumulate
            );
        }
    }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments)
    {
        Tensor product = inputs[0].MatMul(inputs[1], transposeRight: true);
        if (inputs.Length > 2)
            product = product.AddRow(inputs[2]);
        return product.Activate((Activation)arguments.Choice);
    }
}

/// <summary>Calls <see cref="Ops.Linear"/>.</summary>
public static class LinearExtensions
{
    /// <summary>f(x Wᵀ + b), [batch, outputs].</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="activation">f.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Linear(this Tensor x, Tensor weight, Tensor bias, Activation activation = Activation.Identity)
    {
        // The slope of GELU needs its input, so it stays a separate operation.
        if (activation == Activation.Gelu)
            return x.Linear(weight, bias).Activate(activation);
        return x.Tape.Call(Ops.Linear.Instance, new OpArguments(Choice: (int)activation), x, weight, bias);
    }

    /// <summary>x Wᵀ, [batch, outputs].</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Linear(this Tensor x, Tensor weight) => x.Tape.Call(Ops.Linear.Instance, default, x, weight);
}
