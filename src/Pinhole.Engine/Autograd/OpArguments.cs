using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>The plain numbers of a call, besides its tensors; each operation gives them its own meaning.</summary>
/// <param name="Choice">A member of an enumeration.</param>
/// <param name="First">A number.</param>
/// <param name="Second">Another number.</param>
/// <param name="Third">A third number.</param>
/// <param name="Seed">The seed of random numbers.</param>
/// <param name="Stream">The stream of random numbers: one for each use of the seed.</param>
/// <param name="Start">Where a range begins.</param>
/// <param name="Count">How long it is.</param>
/// <param name="Patches">Which patches of an image.</param>
public readonly record struct OpArguments(
    int Choice = 0,
    float First = 0,
    float Second = 0,
    float Third = 0,
    ulong Seed = 0,
    ulong Stream = 0,
    int Start = 0,
    int Count = 0,
    Patches Patches = default
);
