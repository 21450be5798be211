namespace Pinhole.Data;

/// <summary>The shape of an image whose pixels are the columns of a row: [channels, height, width].</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width);
