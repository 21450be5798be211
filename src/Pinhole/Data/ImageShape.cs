namespace Pinhole.Data;

/// <summary>How the columns of a row are an image: channels one after another, each row by row.</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width);
