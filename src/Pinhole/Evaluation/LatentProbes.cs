namespace Pinhole.Evaluation;

/// <summary>How much of the labels is in the latents, beside what is in the rows and in PCA's codes.</summary>
/// <param name="Rows">How many rows were used: half to learn from, half to test on.</param>
/// <param name="Latent">From what the encoder writes.</param>
/// <param name="Raw">From the rows themselves, prepared as the model takes them.</param>
/// <param name="Pca">From PCA's codes, of as many numbers as a latent; null for a model without a baseline.</param>
public sealed record LatentProbes(int Rows, ProbeScores Latent, ProbeScores Raw, ProbeScores? Pca);
