using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Evaluation;

/// <summary>
/// The log-likelihood of rows given their latents, log p(x|z), in nats, for a model whose latent is not a distribution.
/// </summary>
/// <param name="Nll">−log p(x|z) in nats, a mean over rows.</param>
/// <param name="IsOfFractions">Whether some numbers were others than the likelihood is for: see <see
/// cref="VariationalMetrics.IsOfFractions"/>.</param>
public sealed record ReconstructionLikelihood(double Nll, bool IsOfFractions)
{
    /// <summary>Measures a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width.</param>
    /// <param name="seed">Where the draws of a model with <see cref="AutoencoderOptions.DynamicBinarization"/> come
    /// from.</param>
    /// <returns>Null if the loss is not a likelihood.</returns>
    /// <exception cref="InputException">The rows have another width.</exception>
    public static ReconstructionLikelihood? Measure(Autoencoder model, Dataset data, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (model.Reconstruction is not Likelihood likelihood)
            return null;
        model.Binarization.RequireFit(data, model.Preprocessor);
        double total = 0;
        bool covered = true;
        using RowEncoder encoder = new(model, data, seed);
        while (encoder.Next(out _))
        {
            covered &= likelihood.Covers(encoder.Targets());
            foreach (float logProbability in encoder.LogProbabilities(likelihood))
                total += logProbability;
        }

        return new ReconstructionLikelihood(-total / data.Rows, !covered);
    }
}
