using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// Makes images twice as high and wide by repeating pixels. A convolution after it covers every pixel equally often,
/// whereas a transposed convolution causes checkerboard artifacts (Odena, Dumoulin and Olah 2016).
/// </summary>
/// <remarks>Images are [height, width, channels] in a row, channels interleaved, both as input and as output.</remarks>
/// <param name="channels">Numbers in a pixel.</param>
/// <param name="height">Of the output images, in pixels; the input has half of it, rounded up.</param>
/// <param name="width">Of the output images, in pixels; the input has half of it, rounded up.</param>
public sealed class UpsamplingLayer(int channels, int height, int width) : Layer
{
    /// <summary>Numbers in a pixel.</summary>
    internal int Channels { get; } = channels;

    /// <summary>Of the output images, in pixels.</summary>
    internal int Height { get; } = height;

    /// <summary>Of the output images, in pixels.</summary>
    internal int Width { get; } = width;

    /// <inheritdoc/>
    public override int Inputs { get; } = checked((height + (height % 2)) / 2 * ((width + (width % 2)) / 2) * channels);

    /// <inheritdoc/>
    public override int Outputs { get; } = checked(height * width * channels);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) => x.Upsample(Channels, Height, Width);
}
