using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;

namespace Pinhole.Applications;

/// <summary>
/// Removes noise from rows with a model that was trained to rebuild clean rows from corrupted ones (Vincent et al.
/// 2008).
/// </summary>
public static class Denoising
{
    /// <summary>Whether a model was trained to remove noise. Others may be tried too.</summary>
    /// <param name="model">A trained model.</param>
    public static bool IsTrainedFor(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return !model.Options.Corruption.IsNone;
    }

    /// <summary>Cleans rows.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="noisy">Rows of its width.</param>
    /// <returns>The same number of rows, in the units of the data.</returns>
    /// <exception cref="InputException">The rows have the wrong width, or do not fit in memory twice.</exception>
    public static Dataset Clean(Autoencoder model, Dataset noisy) => RebuiltRows.Make(model, noisy);
}
