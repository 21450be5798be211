using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>An activation, element by element; keeps the shape.</summary>
public sealed class Activate : Op
{
    internal static readonly Activate Instance = new();

    private Activate() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments) => inputs[0];

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.Activate((Activation)call.Arguments.Choice, call.Value(0), call.Output);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.ActivateBackward(
            (Activation)call.Arguments.Choice,
            call.Value(0),
            call.Output,
            call.OutputGradient,
            input,
            accumulate
        );
    }
}

/// <summary>Calls <see cref="Ops.Activate"/>.</summary>
public static class ActivateExtensions
{
    /// <summary>f(x), element by element.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="activation">f.</param>
    public static Tensor Activate(this Tensor x, Activation activation) =>
        activation == Activation.Identity
            ? x
            : x.Tape.Call(Ops.Activate.Instance, new OpArguments(Choice: (int)activation), x);
}
