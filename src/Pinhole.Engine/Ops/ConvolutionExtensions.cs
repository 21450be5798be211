using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Convolutions, which are no operations of their own: a linear layer over the patches of an image
/// (Chellapilla, Puri and Simard 2006), and the way back.
/// </summary>
public static class ConvolutionExtensions
{
    /// <summary>
    /// f(x ∗ W + b), where W looks at one patch after another (LeCun et al. 1989):
    /// [batch, positions · outputs], the channels of a pixel side by side.
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
    /// f(x ∗ᵀ W + b), from the pixels that a convolution would give to the image that it would take (Zeiler et al.
    /// 2010, there called deconvolution): [batch, height · width · channels]. The image is as large as the patches say,
    /// so a convolution of stride 2 is undone to even and odd sizes alike.
    /// </summary>
    /// <param name="x">[batch, positions · inputs], the channels of a pixel side by side.</param>
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
