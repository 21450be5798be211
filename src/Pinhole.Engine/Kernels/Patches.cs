using System.Globalization;

namespace Pinhole.Engine.Kernels;

/// <summary>
/// The patches of an image that a convolution reads, <see cref="Stride"/> pixels apart, each <see cref="KernelHeight"/>
/// × <see cref="KernelWidth"/> pixels. Images are [height, width, channels], channels interleaved, so that a patch is a
/// few contiguous runs of memory, and a convolution is a linear layer whose rows are pixels.
/// </summary>
/// <param name="Height">Of the image, in pixels.</param>
/// <param name="Width">Of the image, in pixels.</param>
/// <param name="Channels">Numbers in a pixel.</param>
/// <param name="KernelHeight">Of a patch, in pixels.</param>
/// <param name="KernelWidth">Of a patch, in pixels.</param>
/// <param name="Stride">Pixels from a patch to the next, down and across.</param>
/// <param name="Padding">Pixels of zeros around the image.</param>
public readonly record struct Patches(
    int Height,
    int Width,
    int Channels,
    int KernelHeight,
    int KernelWidth,
    int Stride = 1,
    int Padding = 0
)
{
    /// <summary>Patches from top to bottom.</summary>
    public int Rows => Count(Height, KernelHeight);

    /// <summary>Patches from left to right.</summary>
    public int Columns => Count(Width, KernelWidth);

    /// <summary>Patches in an image.</summary>
    public int Positions => checked(Rows * Columns);

    /// <summary>Numbers in a patch.</summary>
    public int Size => checked(KernelHeight * KernelWidth * Channels);

    /// <summary>Numbers in an image.</summary>
    public int ImageSize => checked(Height * Width * Channels);

    /// <summary>Whether all sizes are possible and there is a patch at all.</summary>
    public bool IsPossible =>
        this
            is {
                Height: > 0,
                Width: > 0,
                Channels: > 0,
                KernelHeight: > 0,
                KernelWidth: > 0,
                Stride: > 0,
                Padding: >= 0
            }
        && Rows > 0
        && Columns > 0;

    /// <summary>The form in messages: patches of 3×3 pixels, 2 apart, of a 28×28×1 image with 1 around it.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"patches of {KernelHeight}×{KernelWidth} pixels, {Stride} apart, of a {Height}×{Width}×{Channels} image "
                + $"with {Padding} around it"
        );

    private int Count(int pixels, int kernel) =>
        pixels + (2 * Padding) < kernel ? 0 : ((pixels + (2 * Padding) - kernel) / Stride) + 1;
}
