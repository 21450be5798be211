using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models;

/// <summary>
/// The importance-weighted bound of models with a Gaussian bottleneck (Burda, Grosse and Salakhutdinov 2016, equation 8):
/// −log 1/k Σⱼ wⱼ, log wⱼ = log p(x|zⱼ) + log p(zⱼ) − log q(zⱼ|x), of k samples of each row's latent, averaged over rows.
/// </summary>
/// <remarks>
/// Its terms add up to it. <c>reconstruction</c> and <c>kl</c> are means over rows and samples; together they are the negative
/// evidence lower bound, with the densities of the samples in place of the divergence in closed form. <c>importance</c> is what the
/// bound is tighter than that, 0 or less.
/// </remarks>
internal static class ImportanceWeightedLoss
{
    /// <summary>Adds the terms of a batch.</summary>
    /// <param name="model">Its decoder and its reconstruction loss.</param>
    /// <param name="samples">k.</param>
    /// <param name="code">What the encoder gave, [batch, 2 · latent].</param>
    /// <param name="batch">Has the targets and the condition.</param>
    /// <param name="pass">What for; it has the noise.</param>
    /// <param name="terms">Where they go.</param>
    public static void Add(Autoencoder model, int samples, Tensor code, Batch batch, Pass pass, LossTerms terms)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Bottleneck);
        Tensor codes = code.RepeatRows(samples), latents = codes.Reparameterize(noise.Seed, noise.Stream);
        Tensor ratios = codes.GaussianLogRatio(latents);
        Tensor? condition = batch.Condition is Tensor told ? told.RepeatRows(samples) : null;
        // The loss reads the target of a row for all its samples: nothing as wide as a row is copied.
        Tensor costs = model.Options.Reconstruction.Loss(model.Output(latents, condition, pass), batch.Targets);
        Tensor logWeights = code.Tape.View(ratios - costs, new Shape(code.Shape.Rows, samples));
        terms.Add("kl", -ratios.Mean());
        terms.Add("reconstruction", costs.Mean());
        terms.Add("importance", logWeights.Mean() - logWeights.LogMeanExp().Mean());
    }
}
