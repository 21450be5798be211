namespace Pinhole.Data.Readers;

/// <summary>A picture as numbers.</summary>
/// <param name="Shape">Its sizes; 2 and 4 channels are grey and color with alpha behind.</param>
/// <param name="Values">Shares of the greatest sample, in [0, 1]: [channels, height, width].</param>
internal sealed record PngImage(ImageShape Shape, float[] Values);
