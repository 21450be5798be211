using Pinhole.Engine.Autograd;

namespace Pinhole.Layers;

/// <summary>
/// Applies a layer to each pixel of an image as if it were a row; a normalization over the batch then runs over batch
/// and positions.
/// </summary>
/// <remarks>Images are [pixels, channels] in a row, channels interleaved, both as input and as output.</remarks>
/// <param name="layer">The layer, from the channels of a pixel to channels.</param>
/// <param name="pixels">Pixels in an image.</param>
public sealed class PixelwiseLayer(Layer layer, int pixels) : Layer
{
    /// <summary>The layer for each pixel.</summary>
    internal Layer Layer { get; } = layer;

    /// <summary>Pixels in an image.</summary>
    internal int Pixels { get; } = pixels;

    /// <inheritdoc/>
    public override int Inputs { get; } = checked(pixels * layer.Inputs);

    /// <inheritdoc/>
    public override int Outputs { get; } = checked(pixels * layer.Outputs);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        Tensor rows = Layer.Forward(x.Tape.View(x, new Shape(checked(x.Shape.Rows * Pixels), Layer.Inputs)), pass);
        return x.Tape.View(rows, new Shape(x.Shape.Rows, Outputs));
    }
}
