using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Pieces;

namespace Pinhole.Models.Regularizers;

/// <summary>
/// λ Σ |w| over all weights, the term <c>l1</c>: it drives weights of little use to zero (Tibshirani 1996).
/// </summary>
/// <param name="Weight">λ, 0 or more.</param>
public sealed record L1Regularizer(double Weight) : WeightRegularizer(Weight)
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Regularizer> Description { get; } =
        new PieceDescription<Regularizer, L1Regularizer>(
            "l1",
            "A penalty on the absolute values of the weights",
            new(0),
            penalty => $"{Reading.Number(penalty.Weight)} · Σ |w|"
        ).Number(
            nameof(Weight),
            "l1",
            "The weight of the sum of absolute weights, such as 1e-4",
            "an l1 penalty with the weight {0} is",
            NumberRange.NotNegative,
            penalty => penalty.Weight,
            (penalty, weight) => penalty with { Weight = weight },
            example: 1e-4
        );

    /// <inheritdoc/>
    public override PieceDescription<Regularizer> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Term => "l1";

    private protected override Tensor Cost(Tensor weight) => weight.Abs();
}
