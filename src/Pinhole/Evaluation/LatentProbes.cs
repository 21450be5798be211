namespace Pinhole.Evaluation;

/// <summary>How well labels are predicted from latents, from the rows and from the codes of PCA.</summary>
/// <param name="Rows">The number of rows used: half to train, half to test.</param>
/// <param name="Latent">From the latents.</param>
/// <param name="Raw">From the prepared rows.</param>
/// <param name="Pca">From the codes of PCA, with as many numbers as a latent; null without a baseline.</param>
public sealed record LatentProbes(int Rows, ProbeScores Latent, ProbeScores Raw, ProbeScores? Pca);
