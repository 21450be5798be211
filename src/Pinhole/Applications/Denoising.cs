using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Numerics;

namespace Pinhole.Applications;

/// <summary>
/// Rows freed of noise: a model that has learned to rebuild clean rows from corrupted ones does it (Vincent et al.
/// 2008).
/// </summary>
public static class Denoising
{
    /// <summary>Whether a model has been trained to undo noise; another may still be tried.</summary>
    /// <param name="model">A trained model.</param>
    public static bool IsTrainedFor(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return !model.Options.Corruption.IsNone;
    }

    /// <summary>Cleans rows.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="noisy">Rows of its width.</param>
    /// <returns>As many rows, in the units of the data.</returns>
    /// <exception cref="InputException">The rows have another width, or do not fit in memory twice.</exception>
    public static Dataset Clean(Autoencoder model, Dataset noisy) => RebuiltRows.Make(model, noisy);

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
    public static DenoisingTrial Try(
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
        Dataset noisy = NoisyRows.Make(model, clean, corruption, seed);
        Dataset cleaned = Clean(model, noisy);
        RowComparison? pca = baseline is null
            ? null
            : RowComparison.Between(clean, RebuiltRows.Make(baseline, model, noisy), model.Preprocessor);
        return new DenoisingTrial(
            noisy,
            cleaned,
            RowComparison.Between(clean, noisy, model.Preprocessor),
            RowComparison.Between(clean, cleaned, model.Preprocessor),
            pca
        );
    }
}
