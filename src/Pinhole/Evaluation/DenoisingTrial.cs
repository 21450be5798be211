using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>Clean rows that were corrupted and cleaned again.</summary>
/// <param name="Noisy">The rows with noise, in the units of the data.</param>
/// <param name="Cleaned">What the model made of them, in the units of the data.</param>
/// <param name="Scores">How near each came to the clean ones.</param>
public sealed record DenoisingTrial(Dataset Noisy, Dataset Cleaned, DenoisingScores Scores)
{
    /// <summary>
    /// Corrupts clean rows, cleans them again, and measures what that is worth beside PCA on the same noisy rows.
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="baseline">The PCA it was compared with in training; null for none.</param>
    /// <param name="clean">Rows of the model's width.</param>
    /// <param name="corruption">What is done to them, in the units the model sees.</param>
    /// <param name="seed">Which noise.</param>
    /// <exception cref="InputException">The rows have another width, do not fit in memory twice, or have no limits
    /// where the corruption needs some.</exception>
    public static DenoisingTrial Make(
        Autoencoder model,
        PrincipalComponents? baseline,
        Dataset clean,
        Corruption corruption,
        ulong seed
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Schema.Targets is not null)
            throw new InputException(
                "the model turns rows into something else, so its results cannot be compared with clean rows; give "
                    + "rows that are noisy already"
            );
        Dataset noisy = NoisyRows.Make(model, clean, corruption, seed),
            cleaned = RebuiltRows.Make(model, noisy);
        RowComparison? pca = baseline is null
            ? null
            : RowComparison.Between(clean, RebuiltRows.Make(baseline, model, noisy), model.Preprocessor);
        return new DenoisingTrial(
            noisy,
            cleaned,
            new DenoisingScores(
                corruption,
                RowComparison.Between(clean, noisy, model.Preprocessor),
                RowComparison.Between(clean, cleaned, model.Preprocessor),
                pca
            )
        );
    }
}
