using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Overwrites a statistic with a tensor, in place, and returns the tensor: a training step passes a statistic on to the
/// next step this way.
/// </summary>
public sealed class Assign : Op
{
    internal static readonly Assign Instance = new();

    private Assign() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        RequireSame(inputs[0], inputs[1]);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call)
    {
        call.Kernels.Copy(call.Value(0), call.Value(1));
        call.Kernels.Copy(call.Value(0), call.Output);
    }

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        if (!call.NeedsGradient(0))
            return;
        Block input = call.Gradient(0, out bool accumulate);
        call.Kernels.Affine(call.OutputGradient, 1f, 0f, input, accumulate);
    }
}

/// <summary>Calls <see cref="Ops.Assign"/>.</summary>
public static class AssignExtensions
{
    /// <summary>Returns x and copies it to a statistic, in place.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="statistic">The same shape, overwritten; gets no gradient.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor AssignTo(this Tensor x, Tensor statistic) =>
        x.Tape.Call(Assign.Instance, default, x, statistic);
}
