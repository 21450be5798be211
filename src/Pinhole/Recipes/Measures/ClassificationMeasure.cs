using Pinhole.Evaluation;
using Pinhole.Numerics;

namespace Pinhole.Recipes.Measures;

/// <summary>The error of a classifier in percent; the targets of its data are the labels.</summary>
public sealed record ClassificationMeasure : Measure
{
    /// <inheritdoc/>
    public override string Title => "error on test rows, %";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        Dictionary<string, double> figures = new()
        {
            [Title] = 100 * Classification.Measure(trained.Model, trained.Test).Error,
            ["on training rows"] = 100 * Classification.Measure(trained.Model, trained.Train).Error,
        };
        if (trained.Record.Baseline is PrincipalComponents pca)
            figures["least squares on PCA"] = 100 * Classification.Measure(pca, trained.Model, trained.Test).Error;
        return figures;
    }
}
