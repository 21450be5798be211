using Pinhole.Evaluation;

namespace Pinhole.Recipes.Measures;

/// <summary>The disentanglement of a model's latents, and its reconstruction error.</summary>
public sealed record DisentanglementMeasure : Measure
{
    /// <inheritdoc/>
    public override string Title => "mutual information gap";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        DisentanglementScores scores = Disentanglement.Measure(trained.Model, trained.Test, trained.Seed)
            ?? throw new InputException(
                $"{trained.Test.Name} has no factors; give the recipe data with factors, such as shapes"
            );
        return new Dictionary<string, double>
        {
            ["mutual information gap"] = scores.MutualInformationGap,
            ["DCI disentanglement"] = scores.Disentanglement,
            ["completeness"] = scores.Completeness,
            ["informativeness"] = scores.Informativeness,
            ["squared error"] = Metrics.Reconstruction(trained.Model, trained.Test).SquaredErrorPerSample,
        };
    }
}
