namespace Pinhole.Data;

/// <summary>The color of an image.</summary>
public enum ImageColor
{
    /// <summary>
    /// One number, from black to white. Colors become their luma (ITU-R BT.601): 0.299 red + 0.587 green + 0.114 blue.
    /// </summary>
    Grey,

    /// <summary>Red, green and blue. Grey pixels have the same number in all three.</summary>
    Color,
}
