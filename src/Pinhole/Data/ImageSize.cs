namespace Pinhole.Data;

/// <summary>The size of an image in pixels, width first: 64×48 is wider than high.</summary>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
public readonly record struct ImageSize(int Width, int Height);
