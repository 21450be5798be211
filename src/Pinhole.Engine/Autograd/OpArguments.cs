using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>
/// The small numbers a call of an operation needs besides its tensors; each operation says what they mean to it.
/// </summary>
/// <param name="Choice">A member of an enumeration.</param>
/// <param name="First">A number.</param>
/// <param name="Second">Another number.</param>
/// <param name="Third">A third one.</param>
/// <param name="Seed">Where randomness comes from.</param>
/// <param name="Stream">Which use of the seed this is.</param>
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
