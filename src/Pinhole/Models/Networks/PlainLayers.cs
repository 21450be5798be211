namespace Pinhole.Models.Networks;

/// <summary>Dense layers with nothing else between them, which can be trained one by one.</summary>
/// <param name="Hidden">Sizes of the encoder's hidden layers, input side first.</param>
/// <param name="AreTied">Whether the decoder uses the encoder's weights.</param>
/// <param name="AreMirrored">Whether the decoder has the same layers in reverse.</param>
internal sealed record PlainLayers(IReadOnlyList<int> Hidden, bool AreTied, bool AreMirrored);
