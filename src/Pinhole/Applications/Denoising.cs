using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;

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
}
