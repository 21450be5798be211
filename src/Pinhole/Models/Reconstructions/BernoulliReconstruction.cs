using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>Binary cross-entropy on logits, in nats, summed over features; for values in [0, 1].</summary>
public sealed record BernoulliReconstruction : Likelihood
{
    /// <summary>The description of this piece.</summary>
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
    public override string? MeanFunction => "sigmoid";

    /// <inheritdoc/>
    public override bool OnLogits => true;

    /// <inheritdoc/>
    public override double Link(double mean) => LogOdds(mean);

    /// <summary>log p / (1 − p), with p kept away from 0 and 1, where gradients are zero.</summary>
    internal static double LogOdds(double p)
    {
        const double Limit = 0.99;
        return 2 * Math.Atanh(Math.Clamp((2 * p) - 1, -Limit, Limit));
    }

    /// <summary>Zeros and ones: numbers between them are commonly used too, but then it is not a likelihood.</summary>
    /// <inheritdoc/>
    public override bool Covers(ReadOnlySpan<float> targets) => !targets.ContainsAnyExcept(0f, 1f);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output, Pass pass, Batch? batch = null) => output.Activate(Activation.Sigmoid);

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TakesWeights => true;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        if (batch.Weights is null)
            return output.BernoulliLoss(batch.Targets);
        batch = batch.For(output);
        Tensor costs = output.Activate(Activation.Softplus) - (batch.Targets * output);
        return (costs * batch.Weights!.Value).SumFeatures();
    }

    /// <inheritdoc/>
    private protected override double Draw(double mean, double scale, Rng rng) => rng.NextDouble() < mean ? 1 : 0;
}
