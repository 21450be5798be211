using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>How to measure a model.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The seed of the noise, the samples and the choice of rows; default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Samples of each row for the importance-weighted likelihood of a model with a Gaussian bottleneck, such as 5,000;
    /// default: 0, which leaves it out.
    /// </summary>
    public int ImportanceSamples { get; init; }

    /// <summary>What to measure; default: all that applies.</summary>
    public EvaluationParts Parts { get; init; } = EvaluationParts.All;

    /// <summary>Refuses options that cannot work.</summary>
    /// <param name="model">The model to measure.</param>
    /// <exception cref="InputException">An option is out of range, or does not apply to the model.</exception>
    public void Validate(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (ImportanceSamples < 0)
            throw new InputException(
                $"{ImportanceSamples} importance samples cannot be drawn; choose 0 (none) or more"
            );
        Variational.RequireLikelihood(model, ImportanceSamples);
    }
}
