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
/// <c>importance</c> is how much tighter the bound is, 0 or less. <para> In training the encoder learns by the doubly
/// reparameterized gradient (Tucker, Lawson, Gu and Maddison 2019, IWAE-DReG): each sample's share of Σ wⱼ, squared,
/// times the slope of log wⱼ along the sample alone. Its mean is the gradient of the bound; it omits a part that has
/// mean 0 and only adds noise, the more samples the more noise. The decoder's gradient is that of the bound. </para>
/// </remarks>
internal static class ImportanceWeightedLoss
{
    /// <summary>Adds the terms of a batch.</summary>
    /// <param name="model">The model, for its decoder and reconstruction loss.</param>
    /// <param name="samples">k.</param>
    /// <param name="code">The output of the encoder, [batch, 2 · latent].</param>
    /// <param name="batch">The batch, with targets and condition.</param>
    /// <param name="pass">The pass, with its noise.</param>
    /// <param name="terms">Receives the terms.</param>
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
            // The same latents, but their gradient is multiplied by the shares, which depend on the decoder: they are
            // filled in below, before the backward pass reads them.
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
