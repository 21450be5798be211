using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models;

/// <summary>
/// The importance-weighted bound of models with a Gaussian bottleneck (Burda, Grosse and Salakhutdinov 2016, equation
/// 8): −log 1/k Σⱼ wⱼ, log wⱼ = log p(x|zⱼ) + log p(zⱼ) − log q(zⱼ|x), of k samples of each row's latent, averaged over
/// rows.
/// </summary>
/// <remarks>
/// Its terms add up to it. <c>reconstruction</c> and <c>kl</c> are means over rows and samples; together they are the
/// negative evidence lower bound, with the densities of the samples in place of the divergence in closed form.
/// <c>importance</c> is what the bound is tighter than that, 0 or less.
/// <para>
/// In training the encoder learns by the doubly reparameterized gradient (Tucker, Lawson, Gu and Maddison 2019,
/// IWAE-DReG): each sample's share of Σ wⱼ, squared, times the slope of log wⱼ along the sample alone. Its mean is the
/// gradient of the bound; it lacks a part that is 0 in the mean and noise otherwise, more so with more samples. The
/// decoder's gradient is the bound's own.
/// </para>
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
        Tape tape = code.Tape;
        Tensor codes = code.RepeatRows(samples),
            latents = codes.Reparameterize(noise.Seed, noise.Stream),
            shares = default;
        bool training = pass.Kind == PassKind.Training;
        if (training)
        {
            // Still the latents, but what comes back to them is multiplied by the shares, which the decoder decides:
            // they are filled in below, before the way back reads them.
            Tensor fixedLatents = tape.Detach(latents);
            shares = 0 * fixedLatents;
            latents = fixedLatents + (shares * (latents - fixedLatents));
            codes = tape.Detach(codes);
        }

        Tensor ratios = codes.GaussianLogRatio(latents);
        Tensor costs = model.Cost(latents, batch, pass);
        Tensor logWeights = tape.View(ratios - costs, new Shape(code.Shape.Rows, samples));
        if (training)
        {
            Tensor share = tape.View(tape.Detach(logWeights).LogSoftmax().Exp(), new Shape(ratios.Shape.Rows, 1));
            tape.View(share.RepeatRows(latents.Shape.Columns), latents.Shape).AssignTo(shares);
        }

        terms.Add("kl", -ratios.Mean());
        terms.Add("reconstruction", costs.Mean());
        terms.Add("importance", logWeights.Mean() - logWeights.LogMeanExp().Mean());
    }
}
