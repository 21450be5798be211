using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>Binary cross-entropy on logits, in nats, summed over features; for values in [0, 1].</summary>
public sealed record BernoulliReconstruction : Reconstruction
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, BernoulliReconstruction>(
            "bce",
            "Binary cross-entropy in nats, for values in [0, 1]",
            new(),
            _ => "cross-entropy (bce)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? LogitFunction => "sigmoid";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsOfZerosAndOnes => true;

    /// <inheritdoc/>
    public override bool OnLogits => true;

    /// <inheritdoc/>
    public override double Logit(double mean) => LogOdds(mean);

    /// <summary>log p / (1 − p), p held away from 0 and 1, where nothing can be learned.</summary>
    internal static double LogOdds(double p)
    {
        const double Limit = 0.99;
        return 2 * Math.Atanh(Math.Clamp((2 * p) - 1, -Limit, Limit));
    }

    /// <summary>
    /// 0: the cost of a 0 or a 1 is its negative log-likelihood; that of a share between is taken for one, as is usual.
    /// </summary>
    public override double? LogNormalizer() => 0;

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.Activate(Activation.Sigmoid);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor target) => output.BernoulliLoss(target);

    /// <inheritdoc/>
    public override Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights) =>
        ((output.Activate(Activation.Softplus) - (target * output)) * weights).SumFeatures();
}
