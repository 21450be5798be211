namespace Pinhole.Reports;

/// <summary>One row beside what the model and PCA make of it.</summary>
/// <param name="Number">Its place in the data, counted from 1.</param>
/// <param name="Label">Its class; empty without labels.</param>
/// <param name="Original">What it is to become, mostly itself: [output columns], in the units of the data, as the two
/// below.</param>
/// <param name="Model">[output columns].</param>
/// <param name="Pca">[output columns]; null without a baseline.</param>
/// <param name="ModelError">The model's squared error, in the units the model sees.</param>
/// <param name="PcaError">PCA's; null without a baseline.</param>
/// <param name="WorstColumn">The column, from 0, that the model misses by most in those units.</param>
/// <param name="WorstShare">What share of the model's error that column has.</param>
/// <param name="Noisy">What model and PCA were given in place of the original, [columns]; null where that was the
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
