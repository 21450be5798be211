using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Regularizers;

/// <summary>
/// λ Σ |w| over all weights, the term <c>l1</c>: it drives weights that help little to zero (Tibshirani 1996).
/// </summary>
/// <param name="Weight">λ, 0 or more.</param>
public sealed record L1Regularizer(double Weight) : WeightRegularizer(Weight)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Term => "l1";

    private protected override Tensor Cost(Tensor weight) => weight.Abs();
}
