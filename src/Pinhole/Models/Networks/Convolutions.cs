namespace Pinhole.Models.Networks;

/// <summary>The convolutions of a network, for matching weights from other programs.</summary>
/// <param name="Channels">Channels of the encoder's convolutions, input side first; null if not resolved.</param>
/// <param name="Kernel">Height and width of each kernel.</param>
/// <param name="AreTransposed">Whether the decoder's convolutions are transposed.</param>
/// <param name="NormalizeImages">Whether whole images are normalized after them.</param>
internal sealed record Convolutions(IReadOnlyList<int>? Channels, int Kernel, bool AreTransposed, bool NormalizeImages);
