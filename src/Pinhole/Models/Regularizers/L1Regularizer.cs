using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Pieces;

namespace Pinhole.Models.Regularizers;

/// <summary>
/// λ Σ |w| over all weights, the term <c>l1</c>: it drives weights that help little to zero (Tibshirani 1996).
/// </summary>
/// <param name="Weight">λ, 0 or more.</param>
public sealed record L1Regularizer(double Weight) : WeightRegularizer(Weight)
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<Regularizer> Description { get; } =
        new PieceDescription<Regularizer, L1Regularizer>(
            "l1",
            "What the sum of the absolute values of the weights costs",
            new(0),
            penalty => $"{Reading.Number(penalty.Weight)} · Σ |w|"
        ).Number(
            nameof(Weight),
            "l1",
            "What the sum of the absolute values of the weights costs, such as 1e-4",
            "a penalty l1 with the weight {0} is",
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
