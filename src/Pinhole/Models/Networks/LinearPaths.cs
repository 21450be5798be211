namespace Pinhole.Models.Networks;

/// <summary>Linear paths into the latent and out of it, parallel to nonlinear layers.</summary>
/// <param name="Encoder">The prefix of the parameter names of the path into the latent.</param>
/// <param name="Decoder">The prefix of the parameter names of the path out of it.</param>
/// <param name="LastWeights">The names of the last weights of the parallel layers.</param>
internal sealed record LinearPaths(string Encoder, string Decoder, IReadOnlyList<string> LastWeights);
