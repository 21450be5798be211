using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>How a model is measured.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Where noise, samples and the choice of rows come from; default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Samples of each row for the importance-weighted likelihood of a model with a Gaussian bottleneck, such as
    /// 5,000; default: 0, for none.
    /// </summary>
    public int ImportanceSamples { get; init; }

    /// <summary>What is measured; default: all that applies.</summary>
    public EvaluationParts Parts { get; init; } = EvaluationParts.All;

    /// <summary>Refuses options that cannot work, before any work is done.</summary>
    /// <param name="model">The model that is to be measured.</param>
    /// <exception cref="InputException">An option is out of its range, or means nothing for the model.</exception>
    public void Validate(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (ImportanceSamples < 0)
            throw new InputException(
                $"{ImportanceSamples} importance samples cannot be drawn; choose 0, for none, or more"
            );
        Variational.RequireLikelihood(model, ImportanceSamples);
    }
}
