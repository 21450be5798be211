using Pinhole.Engine.Autograd;

namespace Pinhole.Layers;

/// <summary>
/// Sends each pixel of an image through a layer as if it were a row: so a normalization over the batch is one over
/// batch and positions.
/// </summary>
/// <remarks>
/// Images are [pixels, channels] in a row, the channels of a pixel side by side, coming in and going out.
/// </remarks>
/// <param name="layer">Takes and gives the channels of a pixel.</param>
/// <param name="pixels">Pixels in an image.</param>
public sealed class PixelwiseLayer(Layer layer, int pixels) : Layer
{
    /// <summary>What each pixel goes through.</summary>
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
