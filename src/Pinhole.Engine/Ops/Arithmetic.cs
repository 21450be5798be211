using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Addition, subtraction, multiplication or division of two tensors of one shape, element by element.
/// </summary>
public sealed class Arithmetic : Op
{
    internal static readonly Arithmetic Instance = new();

    private Arithmetic() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        RequireSame(inputs[0], inputs[1]);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.Binary((BinaryFunction)call.Arguments.Choice, call.Value(0), call.Value(1), call.Output);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block left = default,
            right = default;
        bool accumulateLeft = false,
            accumulateRight = false;
        if (call.NeedsGradient(0))
            left = call.Gradient(0, out accumulateLeft);
        if (call.NeedsGradient(1))
            right = call.Gradient(1, out accumulateRight);
        call.Kernels.BinaryBackward(
            (BinaryFunction)call.Arguments.Choice,
            call.Value(0),
            call.Value(1),
            call.OutputGradient,
            left,
            accumulateLeft,
            right,
            accumulateRight
        );
    }
}

/// <summary><see cref="Arithmetic"/> and <see cref="Affine"/> as operators.</summary>
public static class ArithmeticExtensions
{
    extension(Tensor)
    {
        /// <summary>The sum, element by element, of two tensors of any shape, the same for both.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => Call(BinaryFunction.Add, left, right);

        /// <summary>The difference, element by element, of two tensors of any shape, the same for both.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => Call(BinaryFunction.Subtract, left, right);

        /// <summary>The product, element by element, of two tensors of any shape, the same for both.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => Call(BinaryFunction.Multiply, left, right);

        /// <summary>The quotient, element by element, of two tensors of any shape, the same for both.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => Call(BinaryFunction.Divide, left, right);

        /// <summary>The negative, element by element, in any shape.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.Affine(-1f, 0f);

        /// <summary>A number added to each element, in any shape.</summary>
        public static Tensor operator +(Tensor tensor, float number) => tensor.Affine(1f, number);

        /// <summary>A number added to each element, in any shape.</summary>
        public static Tensor operator +(float number, Tensor tensor) => tensor.Affine(1f, number);

        /// <summary>A number taken from each element, in any shape.</summary>
        public static Tensor operator -(Tensor tensor, float number) => tensor.Affine(1f, -number);

        /// <summary>Each element taken from a number, in any shape.</summary>
        public static Tensor operator -(float number, Tensor tensor) => tensor.Affine(-1f, number);

        /// <summary>Each element times a number, in any shape.</summary>
        public static Tensor operator *(Tensor tensor, float number) => tensor.Affine(number, 0f);

        /// <summary>Each element times a number, in any shape.</summary>
        public static Tensor operator *(float number, Tensor tensor) => tensor.Affine(number, 0f);

        /// <summary>Each element divided by a number, in any shape.</summary>
        public static Tensor operator /(Tensor tensor, float number) => tensor.Affine(1f / number, 0f);
    }

    private static Tensor Call(BinaryFunction function, Tensor left, Tensor right) =>
        left.Tape.Call(Arithmetic.Instance, new OpArguments(Choice: (int)function), left, right);
}
