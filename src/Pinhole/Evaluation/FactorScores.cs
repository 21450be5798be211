using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>What the latent tells of one factor.</summary>
/// <param name="Name">The factor.</param>
/// <param name="Values">How many values it took.</param>
/// <param name="MutualInformationGap">
/// What the number that tells most of it tells more than the second, as a share of all there is to tell: 0 to 1.
/// </param>
/// <param name="Completeness">1 where one number alone helps to tell it, 0 where all help alike.</param>
/// <param name="Accuracy">The share of rows, not seen before, of which a random forest tells its value.</param>
/// <param name="Importances">What each number of the latent helps there, [latent]; they add up to 1, or are 0 where
/// none helps.</param>
public sealed record FactorScores(
    string Name,
    int Values,
    [property: JsonPropertyName("mig")] double MutualInformationGap,
    double Completeness,
    double Accuracy,
    IReadOnlyList<double> Importances
);
