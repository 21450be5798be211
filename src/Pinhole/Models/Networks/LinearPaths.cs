namespace Pinhole.Models.Networks;

/// <summary>Linear paths into the latent and out of it, beside layers that bend.</summary>
/// <param name="Encoder">What the names of the path into the latent begin with.</param>
/// <param name="Decoder">What the names of the path out of it begin with.</param>
/// <param name="LastWeights">The names of the weights that the layers beside them end in.</param>
internal sealed record LinearPaths(string Encoder, string Decoder, IReadOnlyList<string> LastWeights);
