namespace Pinhole.Reports;

/// <summary>One row beside its reconstructions by the model and PCA.</summary>
/// <param name="Number">Its number in the data, from 1.</param>
/// <param name="Label">Its class; empty without labels.</param>
/// <param name="Original">The target, usually the row itself: [output columns], in the units of the data, as are the
/// next two.</param>
/// <param name="Model">[output columns].</param>
/// <param name="Pca">[output columns]; null without a baseline.</param>
/// <param name="ModelError">The model's squared error, in the units of prepared rows.</param>
/// <param name="PcaError">PCA's; null without a baseline.</param>
/// <param name="WorstColumn">The column, from 0, with the largest error in those units.</param>
/// <param name="WorstShare">The share of that column in the model's error.</param>
/// <param name="Noisy">The noisy row that model and PCA were given, [columns]; null if they were given the
/// original.</param>
internal sealed record RebuiltRow(
    int Number,
    string Label,
    float[] Original,
    float[] Model,
    float[]? Pca,
    double ModelError,
    double? PcaError,
    int WorstColumn,
    double WorstShare,
    float[]? Noisy = null
);
