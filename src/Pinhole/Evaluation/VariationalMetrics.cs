using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>The likelihood figures of a model with a Gaussian bottleneck, in nats, means over rows.</summary>
/// <param name="Usage">The divergence and variance of each latent.</param>
/// <param name="LogLikelihood"> E log p(x|z) over z from q(z|x), the first term of the evidence lower bound; null if
/// the loss is not a likelihood. </param>
/// <param name="ImportanceSamples">The samples of each row for <paramref name="ImportanceWeightedNll"/>; 0 for
/// none.</param>
/// <param name="ImportanceWeightedNll"> −log 1/K Σ p(x|z) p(z) / q(z|x) over K samples z from q(z|x), an upper bound of
/// −log p(x) that falls to it as K grows (Burda, Grosse and Salakhutdinov 2016); null if not requested. </param>
public sealed record VariationalMetrics(
    [property: JsonIgnore] LatentUsage Usage,
    [property: JsonPropertyName("reconstructionLogLikelihood")] double? LogLikelihood,
    int ImportanceSamples,
    double? ImportanceWeightedNll
)
{
    private const string NoLikelihood = "The loss is not a likelihood, so there is no evidence lower bound.";

    /// <summary>KL(q(z|x) ‖ p(z)), the second term of the evidence lower bound: never weighted by β.</summary>
    public double Kl => Usage.Kl!.Sum();

    /// <summary>The evidence lower bound, log-likelihood − KL; null if the loss is not a likelihood.</summary>
    public double? Elbo => LogLikelihood - Kl;

    /// <summary>
    /// Whether some numbers do not suit the likelihood: numbers other than 0 and 1 for Bernoulli, or other than counts
    /// for Poisson. The likelihood is then not a probability of the rows, and does not compare with published figures.
    /// </summary>
    [JsonPropertyName("ofFractions")]
    public bool IsOfFractions { get; init; }

    /// <summary>
    /// Whether the likelihood is of zeros and ones drawn from the rows, whose numbers are the probabilities.
    /// </summary>
    [JsonPropertyName("drawn")]
    public bool IsDrawn { get; init; }

    /// <summary>The number of active latents.</summary>
    public int ActiveUnits => Usage.ActiveUnits ?? 0;

    /// <summary>The contribution of each latent to <see cref="Kl"/>, [latent].</summary>
    public IReadOnlyList<double> LatentKl => Usage.Kl!;

    /// <summary>Why there is no lower bound; null if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note => Elbo is null ? NoLikelihood : null;
}
