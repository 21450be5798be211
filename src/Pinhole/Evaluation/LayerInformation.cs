namespace Pinhole.Evaluation;

/// <summary>How much of the rows a straight line can read back from what one layer makes of them.</summary>
/// <param name="Name">What the layer is, with its size: "hidden 392", "latent 32", "PCA 32".</param>
/// <param name="Features">How many numbers it gives.</param>
/// <param name="RSquared">
/// 1 − squared error / squared deviation from the mean, over all columns, on rows that were not fitted: 1 for all of
/// the variance, 0 for no more than the mean tells, below 0 for less. Null where there are too few rows for so many
/// numbers, so many that solving for them would take too long, or values that are not finite.
/// </param>
public sealed record LayerInformation(string Name, int Features, double? RSquared);
