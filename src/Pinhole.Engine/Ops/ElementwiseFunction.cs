using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>A function of one number, applied element by element; keeps the shape.</summary>
public abstract class ElementwiseFunction : Op
{
    private readonly UnaryFunction _function;

    private protected ElementwiseFunction(UnaryFunction function) => _function = function;

    /// <inheritdoc/>
    public sealed override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) => inputs[0];

    /// <inheritdoc/>
    public sealed override void Forward(in OpCall call) => call.Kernels.Unary(_function, call.Value(0), call.Output);

    /// <inheritdoc/>
    public sealed override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.UnaryBackward(_function, call.Value(0), call.Output, call.OutputGradient, input, accumulate);
    }
}
