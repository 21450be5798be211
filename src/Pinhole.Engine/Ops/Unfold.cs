using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// The patches of images as rows (im2col): [batch, height · width · channels] to [batch · positions, size].
/// </summary>
public sealed class Unfold : Op
{
    internal static readonly Unfold Instance = new();

    private Unfold() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        Patches patches = arguments.Patches;
        return patches.IsPossible && inputs[0].Rank == 2 && inputs[0].Columns == patches.ImageSize
            ? new Shape(checked(inputs[0].Rows * patches.Positions), patches.Size)
            : throw new ArgumentException($"Unfold cannot take {patches} from {inputs[0]}.");
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) =>
        call.Kernels.Unfold(call.Value(0), call.Output, call.Arguments.Patches, call.Shape(0).Rows, accumulate: false);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        Block images = call.Gradient(0, out bool accumulate);
        call.Kernels.Fold(call.OutputGradient, images, call.Arguments.Patches, call.Shape(0).Rows, accumulate);
    }
}

/// <summary>Calls <see cref="Ops.Unfold"/>.</summary>
public static class UnfoldExtensions
{
    /// <summary>
    /// The patches of images, zeros where a patch extends beyond its image, [batch · positions, size].
    /// </summary>
    /// <param name="images">[batch, height · width · channels], channels interleaved.</param>
    /// <param name="patches">Which patches.</param>
    /// <exception cref="ArgumentException">The size of the images does not fit, or there are no such
    /// patches.</exception>
    public static Tensor Unfold(this Tensor images, in Patches patches) =>
        images.Tape.Call(Ops.Unfold.Instance, new OpArguments(Patches: patches), images);
}
