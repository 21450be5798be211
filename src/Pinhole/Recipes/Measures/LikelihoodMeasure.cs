using Pinhole.Evaluation;
using Pinhole.Models.Bottlenecks;

namespace Pinhole.Recipes.Measures;

/// <summary>
/// The negative log-likelihood of a row by importance samples (Burda, Grosse and Salakhutdinov 2016), and the evidence
/// lower bound.
/// </summary>
/// <param name="Samples">Samples of each row.</param>
public sealed record LikelihoodMeasure(int Samples = 5000) : Measure
{
    /// <inheritdoc/>
    public override string Title => "NLL of a test row, nats";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        VariationalMetrics metrics = Variational.Measure(
            trained.Model,
            trained.Test,
            Samples,
            trained.Seed,
            progress,
            cancellationToken
        )
            ?? throw new InputException(
                $"a {trained.Model.Options.Preset} model has no likelihood; give the recipe a "
                    + $"{nameof(GaussianBottleneck)}"
            );
        return new Dictionary<string, double>
        {
            [Title] = metrics.ImportanceWeightedNll!.Value,
            ["−ELBO"] = -metrics.Elbo!.Value,
            ["KL"] = metrics.Kl,
            ["active units"] = metrics.Usage.ActiveUnits!.Value,
        };
    }
}
