using Pinhole.Evaluation;
using Pinhole.Numerics;

namespace Pinhole.Recipes.Measures;

/// <summary>
/// The squared error of a row, summed over its numbers, mean over rows (Hinton and Salakhutdinov 2006), beside PCA's.
/// </summary>
public sealed record SquaredErrorMeasure : Measure
{
    /// <inheritdoc/>
    public override string Title => "squared error of a test row";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        ReconstructionMetrics own = Metrics.Reconstruction(trained.Model, trained.Test);
        Dictionary<string, double> figures = new()
        {
            [Title] = own.SquaredErrorPerSample,
            ["RMSE of a number"] = own.Rmse,
        };
        if (trained.Record.Baseline is PrincipalComponents pca)
            figures[$"PCA, {pca.Count} components"] = Metrics
                .Reconstruction(pca, trained.Model, trained.Test)
                .SquaredErrorPerSample;
        figures["of a training row"] = trained.Record.Train.SquaredErrorPerSample;
        return figures;
    }
}
