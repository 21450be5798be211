using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Pieces;

namespace Pinhole.Models.Regularizers;

/// <summary>λ Σ w² over all weights, the term <c>l2</c>: it keeps weights small (Hoerl and Kennard 1970).</summary>
/// <param name="Weight">λ, 0 or more; the slope of the penalty is 2 λ w.</param>
public sealed record L2Regularizer(double Weight) : WeightRegularizer(Weight)
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<Regularizer> Description { get; } =
        new PieceDescription<Regularizer, L2Regularizer>(
            "l2",
            "What the sum of the squares of the weights costs",
            new(0),
            penalty => $"{Reading.Number(penalty.Weight)} · Σ w²"
        ).Number(
            nameof(Weight),
            "l2",
            "What the sum of the squares of the weights costs, such as 1e-3",
            "a penalty l2 with the weight {0} is",
            NumberRange.NotNegative,
            penalty => penalty.Weight,
            (penalty, weight) => penalty with { Weight = weight },
            example: 1e-3
        );

    /// <inheritdoc/>
    public override PieceDescription<Regularizer> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Term => "l2";

    private protected override Tensor Cost(Tensor weight) => weight.Square();
}
