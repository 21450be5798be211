using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Images whose pixels are sums over all patches that contain them, the transpose of <see cref="Unfold"/> (col2im):
/// [batch · positions, size] to [batch, height · width · channels].
/// </summary>
public sealed class Fold : Op
{
    internal static readonly Fold Instance = new();

    private Fold() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        Patches patches = arguments.Patches;
        Shape x = inputs[0];
        return patches.IsPossible && x.Rank == 2 && x.Columns == patches.Size && x.Rows % patches.Positions == 0
            ? new Shape(x.Rows / patches.Positions, patches.ImageSize)
            : throw new ArgumentException($"Fold cannot make {patches} of {x}.");
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.Fold(call.Value(0), call.Output, call.Arguments.Patches, call.OutputShape.Rows, accumulate: false);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block patches = call.Gradient(0, out bool accumulate);
        call.Kernels.Unfold(call.OutputGradient, patches, call.Arguments.Patches, call.OutputShape.Rows, accumulate);
    }
}

/// <summary>Calls <see cref="Ops.Fold"/>.</summary>
public static class FoldExtensions
{
    /// <summary>
    /// Images assembled from patches, which add up where they overlap, [batch, height · width · channels].
    /// </summary>
    /// <param name="x">[batch · positions, size].</param>
    /// <param name="patches">Which patches.</param>
    /// <exception cref="ArgumentException">The size of x does not fit, or there are no such patches.</exception>
    public static Tensor Fold(this Tensor x, in Patches patches) =>
        x.Tape.Call(Ops.Fold.Instance, new OpArguments(Patches: patches), x);
}
