using Pinhole.Data;
using Pinhole.Evaluation;

namespace Pinhole.Applications;

/// <summary>Clean rows that were corrupted and cleaned again, and how near each came to the clean ones.</summary>
/// <param name="Noisy">The rows with noise, in the units of the data.</param>
/// <param name="Cleaned">What the model made of them, in the units of the data.</param>
/// <param name="NoisyErrors">How far the noisy rows are from the clean ones.</param>
/// <param name="CleanedErrors">How far the cleaned ones are.</param>
/// <param name="PcaErrors">How far the noisy rows are once they are projected on the components of PCA; null without a
/// baseline.</param>
public sealed record DenoisingTrial(
    Dataset Noisy,
    Dataset Cleaned,
    RowComparison NoisyErrors,
    RowComparison CleanedErrors,
    RowComparison? PcaErrors
);
