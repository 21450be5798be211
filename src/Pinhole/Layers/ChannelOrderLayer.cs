using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// Converts between the channel order of datasets, [channels, pixels], and that of convolutions, [pixels, channels].
/// </summary>
public sealed class ChannelOrderLayer : Layer
{
    // A patch of one column, as high as the number of channels, is a pixel.
    private readonly Patches _pixels;

    /// <summary>A layer without parameters.</summary>
    /// <param name="channels">Numbers in a pixel.</param>
    /// <param name="pixels">Pixels in an image.</param>
    /// <param name="toPixels">Whether [channels, pixels] becomes [pixels, channels], instead of the reverse.</param>
    public ChannelOrderLayer(int channels, int pixels, bool toPixels)
    {
        _pixels = new Patches(channels, pixels, 1, channels, 1);
        ToPixels = toPixels;
    }

    /// <summary>Numbers in a pixel.</summary>
    internal int Channels => _pixels.Height;

    /// <summary>Whether [channels, pixels] becomes [pixels, channels], instead of the reverse.</summary>
    internal bool ToPixels { get; }

    /// <inheritdoc/>
    public override int Inputs => _pixels.ImageSize;

    /// <inheritdoc/>
    public override int Outputs => _pixels.ImageSize;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        if (ToPixels)
            return x.Tape.View(x.Unfold(_pixels), x.Shape);
        return x.Tape.View(x, new Shape(checked(x.Shape.Rows * _pixels.Positions), _pixels.Size)).Fold(_pixels);
    }
}
