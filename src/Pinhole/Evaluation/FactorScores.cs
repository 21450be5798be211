using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>How well the latent predicts one factor.</summary>
/// <param name="Name">The factor.</param>
/// <param name="Values">The number of its values.</param>
/// <param name="MutualInformationGap">How much more information the most informative number has than the second, as a
/// share of the factor's entropy: 0 to 1.</param>
/// <param name="Completeness">1 if only one number helps to predict it, 0 if all help equally.</param>
/// <param name="Accuracy">The share of test rows whose value a random forest predicts correctly.</param>
/// <param name="Importances">The importance of each number of the latent, [latent]; they sum to 1, or are 0 if none
/// helps.</param>
public sealed record FactorScores(
    string Name,
    int Values,
    [property: JsonPropertyName("mig")] double MutualInformationGap,
    double Completeness,
    double Accuracy,
    IReadOnlyList<double> Importances
);
