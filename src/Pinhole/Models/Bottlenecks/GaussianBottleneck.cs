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
/// <param name="Schedule">How β is reached. A loss that is only measured has the full β, so that epochs
/// compare.</param>
/// <param name="ScheduleSteps">Training steps until it is reached, or of a cycle; 0 where β is constant.</param>
/// <param name="FreeBits">Nats of divergence, a mean over the batch for each latent, that cost nothing (Kingma et al.
/// 2016, λ of equation 15).</param>
/// <param name="Capacity">
/// Nats that the divergence of a row is held near, C: the term is β |KL − C| of the mean over the batch (Burgess et al.
/// 2018, equation 8), and C grows from 0 over <paramref name="ScheduleSteps"/> where there are any; null for no such
/// aim.
/// </param>
/// <param name="Samples">
/// k, samples of each row's latent. With more than one the model's loss is the importance-weighted bound (Burda, Grosse
/// and Salakhutdinov 2016, equation 8), which has the further term <c>importance</c> and no β, free bits or capacity.
/// </param>
public sealed record GaussianBottleneck(
    double Beta = 1,
    BetaSchedule Schedule = BetaSchedule.Constant,
    int ScheduleSteps = 0,
    double FreeBits = 0,
    double? Capacity = null,
    int Samples = 1
) : Bottleneck
{
    /// <inheritdoc/>
    public override int CodeSize(int latent) =>
        latent <= int.MaxValue / 2
            ? 2 * latent
            : throw new InputException($"a latent of {latent} numbers is not possible; choose a smaller one");

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        terms.Add("kl", Cost(code, pass));
        NoiseSource noise = pass.Noise(NoiseUsers.Bottleneck);
        return code.Reparameterize(noise.Seed, noise.Stream);
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code.Columns(0, code.Shape.Columns / 2);

    internal override Activation? LatentActivation => Activation.Identity;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Beta >= 0) || !float.IsFinite((float)Beta))
            throw new InputException($"a β of {Beta} is not possible; choose 0 or more, such as 1");
        if (!Enum.IsDefined(Schedule))
            throw new InputException(
                $"there is no schedule {(int)Schedule} for β; choose one of "
                    + $"{string.Join(", ", Enum.GetNames<BetaSchedule>())}"
            );
        if (ScheduleSteps < 0 || (Schedule != BetaSchedule.Constant && ScheduleSteps == 0))
            throw new InputException(
                $"a schedule of {ScheduleSteps} steps is not possible for β; choose at least 1, such as 1000"
            );
        if (!(FreeBits >= 0) || !float.IsFinite((float)FreeBits))
            throw new InputException($"{FreeBits} nats cannot be free; choose 0 or more, such as 0.1");
        if (Capacity is double capacity && (!(capacity >= 0) || !float.IsFinite((float)capacity)))
            throw new InputException($"a capacity of {Capacity} nats is not possible; choose 0 or more, such as 25");
        if (Capacity is not null && (FreeBits > 0 || Schedule != BetaSchedule.Constant))
            throw new InputException("a capacity goes with a constant β and without free bits; choose one of them");
        if (Samples < 1)
            throw new InputException($"{Samples} samples of a latent are not possible; choose at least 1, such as 5");
        if (Samples > 1 && (Beta != 1 || Schedule != BetaSchedule.Constant || FreeBits > 0 || Capacity is not null))
            throw new InputException(
                "the importance-weighted bound of several samples has no β but 1, and no schedule, free bits or "
                    + "capacity; leave these out (--beta 1), or take one sample"
            );
    }

    private Tensor Cost(Tensor code, Pass pass)
    {
        if (Capacity is double capacity)
            return (float)Beta
                * (code.GaussianKl().Mean() - (float)(capacity * Share(pass, BetaSchedule.Linear))).Abs();
        float weight = (float)(Beta * Share(pass, Schedule));
        if (FreeBits == 0)
            return weight * code.GaussianKl().Mean();
        float free = (float)FreeBits;
        return weight * ((code.GaussianKlOfFeatures().MeanRows() - free).Activate(Activation.Relu) + free).Sum();
    }

    private double Share(Pass pass, BetaSchedule schedule) =>
        pass.Kind != PassKind.Training || ScheduleSteps == 0
            ? 1
            : schedule switch
            {
                BetaSchedule.Linear => Math.Min(1, (double)pass.Step / ScheduleSteps),
                BetaSchedule.Cyclical => Math.Min(1, 2.0 * (pass.Step % ScheduleSteps) / ScheduleSteps),
                _ => 1,
            };
}
