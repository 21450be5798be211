using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Reports.Plots;

/// <summary>Rows that are images, as PNG inside the page.</summary>
internal static class Picture
{
    // A report stays small: larger images lose whole lines of pixels.
    private const int LongestSide = 192;

    /// <summary>An image as the address of an img element.</summary>
    /// <param name="row">[channels, height, width].</param>
    /// <param name="schema">Its shape, and the values of black and white.</param>
    public static string DataUri(ReadOnlySpan<float> row, Schema schema)
    {
        ImageShape shape = schema.Image!.Value;
        int every = (Math.Max(shape.Height, shape.Width) + LongestSide - 1) / LongestSide;
        int height = (shape.Height + every - 1) / every, width = (shape.Width + every - 1) / every;
        int channels = shape.Channels == 3 ? 3 : 1;
        double black = schema.Minimum, scale = schema.Maximum > schema.Minimum ? 255 / ((double)schema.Maximum - schema.Minimum) : 0;

        byte[] pixels = new byte[height * width * channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    float value = row[(channel * shape.Height * shape.Width) + (y * every * shape.Width) + (x * every)];
                    double level = (value - black) * scale;
                    pixels[(((y * width) + x) * channels) + channel] = (byte)Math.Round(double.IsNaN(level) ? 0 : Math.Clamp(level, 0, 255));
                }
            }
        }

        using MemoryStream png = new();
        PngWriter.Write(png, pixels, width, height, channels);
        return "data:image/png;base64," + Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
    }
}
