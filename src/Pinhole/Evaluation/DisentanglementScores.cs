using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>How closely numbers of the latent and the factors that generated the rows correspond one to one.</summary>
/// <param name="Rows">The number of rows used: all for the mutual information, half to grow trees and half to test
/// them.</param>
/// <param name="MutualInformationGap">The mean of the factors' gaps, 0 to 1 (Chen et al. 2018, equation 6).</param>
/// <param name="Disentanglement">0 to 1; 1 if each number helps to predict only one factor; numbers are weighted by
/// their importance (Eastwood and Williams 2018, section 2).</param>
/// <param name="Completeness">The mean of the factors' completeness, 0 to 1.</param>
/// <param name="Informativeness">The mean of the factors' accuracies, 0 to 1.</param>
/// <param name="Factors">The factors one by one.</param>
public sealed record DisentanglementScores(
    int Rows,
    [property: JsonPropertyName("mig")] double MutualInformationGap,
    double Disentanglement,
    double Completeness,
    double Informativeness,
    IReadOnlyList<FactorScores> Factors
);
