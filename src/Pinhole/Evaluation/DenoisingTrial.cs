using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>Clean rows that were corrupted and cleaned again.</summary>
/// <param name="Noisy">The rows with noise, in the units of the data.</param>
/// <param name="Cleaned">The rows that the model rebuilt from them, in the units of the data.</param>
/// <param name="Scores">The errors of both.</param>
public sealed record DenoisingTrial(Dataset Noisy, Dataset Cleaned, DenoisingScores Scores)
{
    /// <summary>
    /// Corrupts clean rows, cleans them with the model and with PCA, and compares both with the clean rows.
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="baseline">The PCA of its training; null for none.</param>
    /// <param name="clean">Rows of the model's width.</param>
    /// <param name="corruption">The noise, in the units of prepared rows.</param>
    /// <param name="seed">The seed of the noise.</param>
    /// <exception cref="InputException">The rows have the wrong width, do not fit in memory twice, or have no limits
    /// and the corruption needs them.</exception>
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
                "the model has targets, so its results cannot be compared with clean rows; give "
                    + "rows that are already noisy"
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
