namespace Pinhole.Models.Networks;

/// <summary>How the decoder of a convolutional network makes images larger.</summary>
public enum Upsampling
{
    /// <summary>
    /// By transposed convolutions (Zeiler et al. 2010): fast, but unevenly overlapping patches can leave a checkerboard
    /// pattern.
    /// </summary>
    Transpose,

    /// <summary>
    /// By repeating pixels, then a convolution (Odena, Dumoulin and Olah 2016): no checkerboard pattern, but about four
    /// times the arithmetic.
    /// </summary>
    Nearest,
}
