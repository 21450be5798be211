namespace Pinhole.Data;

/// <summary>
/// The sides of an image, in pixels, in the order in which people write them: 64×48 is wider than high.
/// </summary>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
public readonly record struct ImageSize(int Width, int Height);
