namespace Pinhole.Data;

/// <summary>What a pixel of an image is.</summary>
public enum ImageColor
{
    /// <summary>
    /// One number, black to white; of a color it is the luma of ITU-R BT.601, 0.299 red + 0.587 green + 0.114 blue.
    /// </summary>
    Grey,

    /// <summary>Red, green and blue; of a grey pixel all three are that grey.</summary>
    Color,
}
