using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// Sigmoid units that should be active in a small share of the rows: the loss gets the term <c>sparsity</c>, λ Σ
/// KL(ρ‖ρ̂), where ρ̂ is a unit's mean over the batch and the sum is over the units (Ng 2011, Sparse autoencoder).
/// </summary>
/// <param name="Target">ρ, between 0 and 1: the wanted share.</param>
/// <param name="Weight">λ, 0 or more: the weight of the divergence in the loss of a row.</param>
/// <param name="RunningAverage">
/// m, at least 0 and below 1: ρ̂ is m times its value of the previous step plus 1 − m times the mean over the batch, so
/// that small batches do not make it jump. Gradients go through the mean over the batch alone. ρ̂ starts at ρ and is
/// stored in the model file, as <c>bottleneck.activity</c>, [latent]. With m = 0, ρ̂ is the mean over the batch.
/// </param>
public sealed record SparseBottleneck(double Target = 0.05, double Weight = 1, double RunningAverage = 0) : Bottleneck
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Bottleneck> Description { get; } =
        new PieceDescription<Bottleneck, SparseBottleneck>(
            "sparse",
            "Sigmoid units that should be active in a small share of the rows",
            new(),
            Read,
            alias: "kl"
        )
            .Number(
                nameof(Weight),
                WeightOption,
                WeightHelp,
                WeightRefusal,
                NumberRange.NotNegative,
                sparse => sparse.Weight,
                (sparse, weight) => sparse with { Weight = weight }
            )
            .Number(
                nameof(Target),
                "sparsity-target",
                "The share of rows in which a unit should be active",
                "a unit that is active in a share of {0} of the rows is",
                NumberRange.ShareWithin,
                sparse => sparse.Target,
                (sparse, target) => sparse with { Target = target }
            )
            .Number(
                nameof(RunningAverage),
                "sparsity-average",
                "The decay of the running average of activity; 0 uses the batch alone",
                "a running average with a decay of {0} is",
                NumberRange.ShareBelowOne,
                sparse => sparse.RunningAverage,
                (sparse, average) => sparse with { RunningAverage = average },
                example: 0.9
            );

    // Keeps a mean that rounds to 0 or 1 away from log 0.
    private const float Margin = 1e-6f;
    private const string Activity = "bottleneck.activity";

    /// <inheritdoc/>
    public override PieceDescription<Bottleneck> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSparse => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool LimitsLatent => Weight > 0;

    internal override string DeadUnitsAdvice =>
        "lower the bottleneck's `Weight` or raise its `Target`, or choose a smaller `Latent`";

    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override void Declare(ParameterPlan plan, int latent)
    {
        if (RunningAverage > 0)
            plan.AddStatistic(Activity, latent, (float)Target);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        Tensor latent = Latent(code),
            mean = MeanActivity(latent, pass).Affine(1 - (2 * Margin), Margin);
        double entropy = (Target * Math.Log(Target)) + ((1 - Target) * Math.Log(1 - Target));
        Tensor crossEntropy = ((float)-Target * mean.Log()) - ((float)(1 - Target) * (1f - mean).Log());
        terms.Add("sparsity", (float)Weight * (crossEntropy + (float)entropy).Sum());
        return latent;
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code.Activate(Activation.Sigmoid);

    internal override Activation? LatentActivation => Activation.Sigmoid;

    private static string Read(SparseBottleneck sparse)
    {
        string average =
            sparse.RunningAverage > 0 ? $" (a running average that keeps {Reading.Number(sparse.RunningAverage)})" : "";
        return $"sigmoid units active in {Reading.Number(sparse.Target)} of the rows{average}, "
            + $"λ = {Reading.Number(sparse.Weight)}";
    }

    private Tensor MeanActivity(Tensor latent, Pass pass)
    {
        Tensor batch = latent.MeanRows();
        if (RunningAverage == 0)
            return batch;
        Tensor running = latent.Tape.Parameter(pass.Parameters.Find(Activity));
        Tensor mean = ((float)RunningAverage * running) + ((float)(1 - RunningAverage) * batch);
        return pass.Kind == PassKind.Training ? mean.AssignTo(running) : mean;
    }
}
