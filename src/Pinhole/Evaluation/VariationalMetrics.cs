using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>
/// What a model with a Gaussian bottleneck is measured by beside its reconstructions; in nats, means over rows.
/// </summary>
/// <param name="Usage">The latents one by one, and their divergence.</param>
/// <param name="LogLikelihood">
/// E log p(x|z) over z from q(z|x), the first term of the evidence lower bound; null where the loss is no likelihood.
/// </param>
/// <param name="ImportanceSamples">How many samples of each row <paramref name="ImportanceWeightedNll"/> has; 0 for
/// none.</param>
/// <param name="ImportanceWeightedNll">
/// −log 1/K Σ p(x|z) p(z) / q(z|x) over K samples z from q(z|x), an upper bound of −log p(x) that falls to it as K
/// grows (Burda, Grosse and Salakhutdinov 2016); null where it was not asked for.
/// </param>
public sealed record VariationalMetrics(
    [property: JsonIgnore] LatentUsage Usage,
    [property: JsonPropertyName("reconstructionLogLikelihood")] double? LogLikelihood,
    int ImportanceSamples,
    double? ImportanceWeightedNll
)
{
    private const string NoLikelihood = "The Reconstruction is no likelihood, so there is no evidence lower bound.";

    /// <summary>KL(q(z|x) ‖ p(z)), the second term of the evidence lower bound: never weighted by β.</summary>
    public double Kl => Usage.Kl!.Sum();

    /// <summary>The evidence lower bound, log-likelihood − KL; null where the loss is no likelihood.</summary>
    public double? Elbo => LogLikelihood - Kl;

    /// <summary>
    /// Whether some numbers were others than the likelihood is for: neither 0 nor 1 for a Bernoulli one, no counts for
    /// a Poisson one. It is no probability of those then, and does not compare with published ones.
    /// </summary>
    [JsonPropertyName("ofFractions")]
    public bool IsOfFractions { get; init; }

    /// <summary>
    /// Whether the likelihood is that of zeros and ones, drawn from the rows with their numbers as probabilities.
    /// </summary>
    [JsonPropertyName("drawn")]
    public bool IsDrawn { get; init; }

    /// <summary>How many latents are in use.</summary>
    public int ActiveUnits => Usage.ActiveUnits ?? 0;

    /// <summary>What each latent adds to <see cref="Kl"/>, [latent].</summary>
    public IReadOnlyList<double> LatentKl => Usage.Kl!;

    /// <summary>Why there is no lower bound; null where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note => Elbo is null ? NoLikelihood : null;
}
