namespace Pinhole.Data.Writers;

/// <summary>Rows that are images, as bytes from black to white.</summary>
internal static class ImagePixels
{
    /// <summary>The channels of the picture: 3 for red, green and blue; otherwise 1, the first channel.</summary>
    public static int Channels(ImageShape shape) => shape.Channels == 3 ? 3 : 1;

    /// <summary>Draws an image into a picture.</summary>
    /// <param name="row">[channels, height, width].</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="black">The number that is black.</param>
    /// <param name="white">The number that is white.</param>
    /// <param name="every">Takes every n-th pixel; 1 for all.</param>
    /// <param name="picture">The picture from the image's first pixel on, channels interleaved.</param>
    /// <param name="pictureRow">Bytes from one row of the picture to the next (stride).</param>
    public static void Draw(
        ReadOnlySpan<float> row,
        ImageShape shape,
        float black,
        float white,
        int every,
        Span<byte> picture,
        int pictureRow
    )
    {
        int height = (shape.Height + every - 1) / every,
            width = (shape.Width + every - 1) / every,
            channels = Channels(shape);
        double scale = white > black ? 255 / ((double)white - black) : 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    float value = row[(channel * shape.Height * shape.Width) + (y * every * shape.Width) + (x * every)];
                    double level = ((double)value - black) * scale;
                    picture[(y * pictureRow) + (x * channels) + channel] = (byte)
                        Math.Round(double.IsNaN(level) ? 0 : Math.Clamp(level, 0, 255));
                }
            }
        }
    }
}
