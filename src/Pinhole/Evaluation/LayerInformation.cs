namespace Pinhole.Evaluation;

/// <summary>How much of the rows' variance a linear regression reads back from the outputs of one layer.</summary>
/// <param name="Name">The layer's name with its size: "hidden 392", "latent 32", "PCA 32".</param>
/// <param name="Features">The number of its outputs.</param>
/// <param name="RSquared">1 − squared error / squared deviation from the mean, over all columns, on test rows: 1 for
/// all of the variance, 0 for as much as the mean explains, below 0 for less. Null if the rows are too few for the
/// outputs, the outputs too many to solve for, or a value is not finite.</param>
public sealed record LayerInformation(string Name, int Features, double? RSquared);
