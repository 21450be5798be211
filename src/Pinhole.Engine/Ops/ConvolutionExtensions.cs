using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Convolutions, composed of existing operations: a linear layer over the patches of an image (Chellapilla, Puri and
/// Simard 2006), and its transpose.
/// </summary>
public static class ConvolutionExtensions
{
    /// <summary>
    /// f(x ∗ W + b), where W is applied to each patch (LeCun et al. 1989): [batch, positions · outputs], channels
    /// interleaved.
    /// </summary>
    /// <param name="x">[batch, height · width · channels].</param>
    /// <param name="weight">[outputs, kernel height · kernel width · channels].</param>
    /// <param name="bias">[outputs], or null for none.</param>
    /// <param name="patches">Size of the image and of the kernel, stride and padding.</param>
    /// <param name="activation">f.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Convolution(
        this Tensor x,
        Tensor weight,
        Tensor? bias,
        in Patches patches,
        Activation activation = Activation.Identity
    )
    {
        Tensor rows = x.Unfold(patches);
        Tensor pixels = bias is Tensor added
            ? rows.Linear(weight, added, activation)
            : rows.Linear(weight).Activate(activation);
        return x.Tape.View(pixels, new Shape(x.Shape.Rows, checked(patches.Positions * pixels.Shape.Columns)));
    }

    /// <summary>
    /// f(x ∗ᵀ W + b), a transposed convolution: from the output of a convolution to its input (Zeiler et al. 2010,
    /// there called deconvolution): [batch, height · width · channels]. The patches give the size of the image, so the
    /// result of stride 2 may have even and odd sizes.
    /// </summary>
    /// <param name="x">[batch, positions · inputs], channels interleaved.</param>
    /// <param name="weight">[kernel height · kernel width · channels, inputs].</param>
    /// <param name="bias">[channels], or null for none.</param>
    /// <param name="patches">Size of the image to make and of the kernel, stride and padding.</param>
    /// <param name="activation">f.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor TransposedConvolution(
        this Tensor x,
        Tensor weight,
        Tensor? bias,
        in Patches patches,
        Activation activation = Activation.Identity
    )
    {
        if (
            !patches.IsPossible
            || weight.Shape.Columns == 0
            || x.Shape != new Shape(x.Shape.Rows, checked(patches.Positions * weight.Shape.Columns))
        )
            throw new ArgumentException(
                $"A transposed convolution needs x [batch, positions · inputs], not {x.Shape} for {patches} and a "
                    + $"weight {weight.Shape}.",
                nameof(x)
            );
        Tape tape = x.Tape;
        int batch = x.Shape.Rows,
            inputs = weight.Shape.Columns;
        Tensor pixels = tape.View(x, new Shape(checked(batch * patches.Positions), inputs));
        Tensor image = tape.Call(Linear.Instance, default, pixels, weight).Fold(patches);
        if (bias is Tensor added)
            image = tape.View(
                tape.View(image, new Shape(checked(batch * patches.Height * patches.Width), patches.Channels))
                    .AddRow(added),
                image.Shape
            );
        return image.Activate(activation);
    }
}
