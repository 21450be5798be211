using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// The code is the latent, and its absolute values cost: the loss gets the term <c>sparsity</c>, λ Σ |z|, summed over
/// the latent and averaged over the batch (Olshausen and Field 1996, with a linear code).
/// </summary>
/// <param name="Weight">λ, 0 or more.</param>
public sealed record L1Bottleneck(double Weight = 0.1) : Bottleneck
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Bottleneck> Description { get; } =
        new PieceDescription<Bottleneck, L1Bottleneck>("l1", "A linear latent whose absolute values cost", new(), l1 =>
            $"linear, λ = {Reading.Number(l1.Weight)} for the sum of its absolute values"
        ).Number(
            nameof(Weight),
            WeightOption,
            WeightHelp,
            WeightRefusal,
            NumberRange.NotNegative,
            l1 => l1.Weight,
            (l1, weight) => l1 with { Weight = weight }
        );

    /// <inheritdoc/>
    public override PieceDescription<Bottleneck> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSparse => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool LimitsLatent => Weight > 0;

    internal override string DeadUnitsAdvice => "lower the bottleneck's `Weight`, or choose a smaller `Latent`";

    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        terms.Add("sparsity", (float)Weight * code.Abs().SumFeatures().Mean());
        return code;
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code;

    internal override Activation? LatentActivation => Activation.Identity;
}
