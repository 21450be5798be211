namespace Pinhole.Data.Readers.Images;

/// <summary>A picture as numbers.</summary>
/// <param name="Shape">Its shape; 2 channels are grey and alpha, 4 are color and alpha.</param>
/// <param name="Values">Samples divided by the largest possible one, in [0, 1]: [channels, height, width].</param>
internal sealed record DecodedImage(ImageShape Shape, float[] Values)
{
    /// <summary>Numbers in one channel.</summary>
    public int Pixels => Shape.Height * Shape.Width;

    /// <summary>The picture without its alpha, grey or in color.</summary>
    public DecodedImage WithoutAlpha()
    {
        int channels = Shape.Channels >= 3 ? 3 : 1;
        return channels == Shape.Channels
            ? this
            : new DecodedImage(Shape with { Channels = channels }, Values[..(channels * Pixels)]);
    }
}
