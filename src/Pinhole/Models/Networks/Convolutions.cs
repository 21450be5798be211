namespace Pinhole.Models.Networks;

/// <summary>The convolutions of a network, as weights from other programs must be matched with them.</summary>
/// <param name="Channels">Channels of the encoder's, input side first; null where that is not decided yet.</param>
/// <param name="Kernel">Height and width of each kernel.</param>
/// <param name="AreTransposed">Whether the decoder's are transposed.</param>
/// <param name="NormalizeImages">Whether whole images are normalized behind them.</param>
internal sealed record Convolutions(IReadOnlyList<int>? Channels, int Kernel, bool AreTransposed, bool NormalizeImages);
