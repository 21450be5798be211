using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Reports.Plots;

/// <summary>Rows that are images, as PNG within the page.</summary>
internal static class Picture
{
    // To keep the report small, larger images are subsampled.
    private const int LongestSide = 192;

    /// <summary>An image as the data URL of an img element.</summary>
    /// <param name="row">[channels, height, width].</param>
    /// <param name="schema">Its shape, and the values of black and white.</param>
    public static string DataUri(ReadOnlySpan<float> row, Schema schema)
    {
        ImageShape shape = schema.Image!.Value;
        int every = (Math.Max(shape.Height, shape.Width) + LongestSide - 1) / LongestSide;
        int height = (shape.Height + every - 1) / every,
            width = (shape.Width + every - 1) / every;
        int channels = ImagePixels.Channels(shape);
        byte[] pixels = new byte[height * width * channels];
        ImagePixels.Draw(row, shape, schema.Minimum, schema.Maximum, every, pixels, width * channels);
        using MemoryStream png = new();
        PngWriter.Write(png, pixels, width, height, channels);
        return "data:image/png;base64," + Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
    }
}
