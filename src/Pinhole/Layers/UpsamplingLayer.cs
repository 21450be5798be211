using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// Makes images twice as high and wide by repeating pixels. A convolution behind it paints every pixel equally often,
/// where a transposed one leaves a checkerboard (Odena, Dumoulin and Olah 2016).
/// </summary>
/// <remarks>
/// Images are [height, width, channels] in a row, the channels of a pixel side by side, coming in and going out.
/// </remarks>
/// <param name="channels">Numbers in a pixel.</param>
/// <param name="height">Of the images that come out, in pixels; half of it goes in, rounded up.</param>
/// <param name="width">Of the images that come out, in pixels; half of it goes in, rounded up.</param>
public sealed class UpsamplingLayer(int channels, int height, int width) : Layer
{
    /// <summary>Numbers in a pixel.</summary>
    internal int Channels { get; } = channels;

    /// <summary>Of the images that come out, in pixels.</summary>
    internal int Height { get; } = height;

    /// <summary>Of the images that come out, in pixels.</summary>
    internal int Width { get; } = width;

    /// <inheritdoc/>
    public override int Inputs { get; } = checked((height + (height % 2)) / 2 * ((width + (width % 2)) / 2) * channels);

    /// <inheritdoc/>
    public override int Outputs { get; } = checked(height * width * channels);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) => x.Upsample(Channels, Height, Width);
}
