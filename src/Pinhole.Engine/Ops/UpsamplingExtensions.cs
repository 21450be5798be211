using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>Upsampling, composed of existing operations: pixels become adjacent patches.</summary>
public static class UpsamplingExtensions
{
    /// <summary>
    /// Images twice as high and wide, each pixel four times (nearest neighbour); an odd size lacks the last line or
    /// column: [batch, height · width · channels], channels interleaved.
    /// </summary>
    /// <param name="x">[batch, ⌈height / 2⌉ · ⌈width / 2⌉ · channels].</param>
    /// <param name="channels">Numbers in a pixel.</param>
    /// <param name="height">Of the image to make, in pixels.</param>
    /// <param name="width">Of the image to make, in pixels.</param>
    /// <exception cref="ArgumentException">The size of x does not fit.</exception>
    public static Tensor Upsample(this Tensor x, int channels, int height, int width)
    {
        Patches quads = new(checked(height + (height % 2)), checked(width + (width % 2)), channels, 2, 2, Stride: 2);
        if (!quads.IsPossible || x.Shape != new Shape(x.Shape.Rows, checked(quads.Positions * channels)))
            throw new ArgumentException(
                $"Upsampling to {height}×{width}×{channels} needs half as many pixels each way, not {x.Shape}.",
                nameof(x)
            );
        Tensor pixels = x.Tape.View(x, new Shape(checked(x.Shape.Rows * quads.Positions), channels));
        Tensor pairs = pixels.Concat(pixels);
        Tensor images = pairs.Concat(pairs).Fold(quads);
        bool exact = quads.Height == height && quads.Width == width;
        // The one patch that begins in the corner; it leaves out the last line or column.
        return exact ? images : images.Unfold(quads with { KernelHeight = height, KernelWidth = width });
    }
}
