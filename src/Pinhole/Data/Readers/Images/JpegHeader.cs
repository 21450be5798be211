namespace Pinhole.Data.Readers.Images;

/// <summary>What libturbojpeg found in the header of a JPEG file.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="ColorSpace">0 RGB, 1 luma and two chromas, 2 grey, 3 and 4 printing colors (TJCS).</param>
internal readonly record struct JpegHeader(int Width, int Height, int ColorSpace)
{
    /// <summary>Whether the image is grey.</summary>
    public bool IsGrey => ColorSpace == 2;

    /// <summary>Whether the image is in printing colors.</summary>
    public bool IsFourColors => ColorSpace > 2;
}
