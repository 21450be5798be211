using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Pieces;

namespace Pinhole.Models.Regularizers;

/// <summary>λ Σ w² over all weights, the term <c>l2</c>: it keeps weights small (Hoerl and Kennard 1970).</summary>
/// <param name="Weight">λ, 0 or more; the slope of the penalty is 2 λ w.</param>
public sealed record L2Regularizer(double Weight) : WeightRegularizer(Weight)
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Regularizer> Description { get; } =
        new PieceDescription<Regularizer, L2Regularizer>(
            "l2",
            "A penalty on the squares of the weights",
            new(0),
            penalty => $"{Reading.Number(penalty.Weight)} · Σ w²"
        ).Number(
            nameof(Weight),
            "l2",
            "The weight of the sum of squared weights, such as 1e-3",
            "an l2 penalty with the weight {0} is",
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
