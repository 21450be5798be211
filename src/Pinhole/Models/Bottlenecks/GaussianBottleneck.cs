using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// The code is a Gaussian for each row, the latent a sample of it during training and its mean afterwards; straying
/// from N(0, I) costs (Kingma and Welling 2014, Higgins et al. 2017 for β ≠ 1). The encoder gives a
/// <see cref="GaussianCode"/>, [batch, 2 · latent].
/// </summary>
/// <remarks>
/// The loss gets the term <c>kl</c>, β times the divergence in nats, so that the terms add up to the whole; with a
/// likelihood as reconstruction and β = 1 the whole is the negative evidence lower bound.
/// </remarks>
/// <param name="Beta">β, 0 or more: what a nat of divergence costs beside a nat of reconstruction.</param>
public sealed record GaussianBottleneck(double Beta = 1) : Bottleneck
{
    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent <= int.MaxValue / 2
        ? 2 * latent
        : throw new InputException($"a latent of {latent} numbers is not possible; choose a smaller one");

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        terms.Add("kl", (float)Beta * code.GaussianKl().Mean());
        NoiseSource noise = pass.Noise(NoiseUsers.Bottleneck);
        return code.Reparameterize(noise.Seed, noise.Stream);
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code.Columns(0, code.Shape.Columns / 2);

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Beta >= 0) || !float.IsFinite((float)Beta))
            throw new InputException($"a β of {Beta} is not possible; choose 0 or more, such as 1");
    }
}
