using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Models.Reconstructions;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// The code is a Gaussian for each row. The latent is a sample of it in training and its mean afterwards; its
/// divergence from N(0, I) is a term of the loss (Kingma and Welling 2014, Higgins et al. 2017 for β ≠ 1). The encoder
/// gives a <see cref="GaussianCode"/>, [batch, 2 · latent].
/// </summary>
/// <remarks>
/// The loss gets the term <c>kl</c>, β times the divergence in nats, so that the terms add up to the loss; with a
/// likelihood as reconstruction and β = 1 the loss is the negative evidence lower bound.
/// </remarks>
/// <param name="Beta">β, 0 or more: the weight of the divergence in the loss.</param>
/// <param name="Schedule">How β grows. A loss in evaluation has the full β, so that epochs are comparable.</param>
/// <param name="ScheduleSteps">Training steps until β is reached, or of a cycle; 0 if β is constant.</param>
/// <param name="FreeBits">Nats of divergence of each latent, as a mean over the batch, that cost nothing (Kingma et al.
/// 2016, λ of equation 15).</param>
/// <param name="Capacity">
/// C, the divergence that a row should have, in nats: the term is β |KL − C| of the mean over the batch (Burgess et al.
/// 2018, equation 8). C grows from 0 over <paramref name="ScheduleSteps"/>, if these are set; null for no capacity.
/// </param>
/// <param name="Samples">
/// k, samples of each row's latent. With more than one the model's loss is the importance-weighted bound (Burda, Grosse
/// and Salakhutdinov 2016, equation 8), which has another term, <c>importance</c>, and no β, free bits or capacity.
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
    private const int StandardScheduleSteps = 1000;

    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Bottleneck> Description { get; } =
        new PieceDescription<Bottleneck, GaussianBottleneck>(
            "gaussian",
            "A row becomes a Gaussian, and its divergence from the standard normal distribution costs",
            new(),
            Read
        )
            .Number(
                nameof(Beta),
                "beta",
                "The weight of the KL divergence in the loss",
                "a β of {0} is",
                NumberRange.NotNegative,
                gaussian => gaussian.Beta,
                (gaussian, beta) => gaussian with { Beta = beta }
            )
            .Choice(
                nameof(Schedule),
                "beta-schedule",
                "How β grows",
                new ChoiceNames<BetaSchedule>("schedule"),
                gaussian => gaussian.Schedule,
                WithSchedule
            )
            .OptionalNumber(
                nameof(Capacity),
                "capacity",
                "The divergence that a row should have, in nats",
                "a capacity of {0} nats is",
                NumberRange.NotNegative,
                gaussian => gaussian.Capacity,
                (gaussian, capacity) => gaussian with { Capacity = capacity },
                example: 25
            )
            .Count(
                nameof(ScheduleSteps),
                "beta-steps",
                $"Training steps until β or the full capacity is reached, or of a cycle; {StandardScheduleSteps} if "
                    + "a schedule is set",
                "a schedule of {0} steps is",
                NumberRange.NotNegative,
                gaussian => gaussian.ScheduleSteps,
                WithSteps,
                example: StandardScheduleSteps
            )
            .Number(
                nameof(FreeBits),
                "free-bits",
                "Nats of divergence of each latent that cost nothing",
                "a latent with {0} free nats is",
                NumberRange.NotNegative,
                gaussian => gaussian.FreeBits,
                (gaussian, nats) => gaussian with { FreeBits = nats },
                example: 0.1
            )
            .Count(
                nameof(Samples),
                "importance-samples",
                "Samples of each row's latent; more than 1, such as 5, for the importance-weighted bound",
                "a latent of {0} samples is",
                NumberRange.AtLeast(1),
                gaussian => gaussian.Samples,
                (gaussian, samples) => gaussian with { Samples = samples },
                example: 5
            );

    /// <inheritdoc/>
    public override PieceDescription<Bottleneck> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool HasGaussianCode => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool LimitsLatent => Beta > 0;

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
    public override void Loss(Autoencoder model, Tensor code, Batch batch, Pass pass, LossTerms terms)
    {
        if (Samples > 1)
            ImportanceWeightedLoss.Add(model, Samples, code, batch, pass, terms);
        else
            base.Loss(model, code, batch, pass, terms);
    }

    /// <inheritdoc/>
    public override void RequireFit(AutoencoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Samples == 1)
            return;
        if (options.Reconstruction is not (null or Likelihood))
            throw new InputException(
                "the importance-weighted bound needs a loss that is a likelihood; choose bce, gaussian, mse or mae, "
                    + "or take one sample"
            );
        if (options.Corruption.WeighsErrors)
            throw new InputException(
                "the importance-weighted bound needs a likelihood, and weighted errors are not one; leave "
                    + "`Emphasis` out, or take one sample"
            );
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code.Columns(0, code.Shape.Columns / 2);

    internal override Activation? LatentActivation => Activation.Identity;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (Schedule != BetaSchedule.Constant && ScheduleSteps == 0)
            throw new InputException("a schedule of 0 steps is not possible for β; choose at least 1, such as 1000");
        if (Capacity is not null && (FreeBits > 0 || Schedule != BetaSchedule.Constant))
            throw new InputException("a capacity goes with a constant β and without free bits; choose one of them");
        if (Samples > 1 && (Beta != 1 || Schedule != BetaSchedule.Constant || FreeBits > 0 || Capacity is not null))
            throw new InputException(
                "the importance-weighted bound of several samples needs β = 1, no schedule, free bits or "
                    + "capacity; leave these out (`Beta` 1), or take one sample"
            );
    }

    private static GaussianBottleneck WithSchedule(GaussianBottleneck gaussian, BetaSchedule schedule)
    {
        int steps =
            schedule == BetaSchedule.Constant && gaussian.Capacity is null ? 0
            : gaussian.ScheduleSteps == 0 && schedule != BetaSchedule.Constant ? StandardScheduleSteps
            : gaussian.ScheduleSteps;
        return gaussian with { Schedule = schedule, ScheduleSteps = steps };
    }

    private static GaussianBottleneck WithSteps(GaussianBottleneck gaussian, int steps) =>
        steps > 0 && gaussian is { Schedule: BetaSchedule.Constant, Capacity: null }
            ? throw new InputException(
                $"{steps} steps need a schedule of β or a capacity; choose the schedule linear, or set a capacity"
            )
            : gaussian with
            {
                ScheduleSteps = steps,
            };

    private static string Read(GaussianBottleneck gaussian)
    {
        string steps = $"{Reading.Count(gaussian.ScheduleSteps)} steps";
        string schedule = gaussian.Schedule switch
        {
            BetaSchedule.Linear => $", reached in {steps}",
            BetaSchedule.Cyclical => $", in cycles of {steps}",
            _ => "",
        };
        string free = gaussian.FreeBits > 0 ? $", {Reading.Number(gaussian.FreeBits)} nats of each latent free" : "";
        string capacity = gaussian.Capacity is double nats ? $", held near {Reading.Number(nats)} nats" : "";
        string samples = gaussian.Samples > 1 ? $", {Reading.Count(gaussian.Samples)} importance samples" : "";
        return $"Gaussian, β = {Reading.Number(gaussian.Beta)}{schedule}{free}{capacity}{samples}";
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
