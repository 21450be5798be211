using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Regularizers;

/// <summary>λ Σ w² over all weights, the term <c>l2</c>: it keeps weights small (Hoerl and Kennard 1970).</summary>
/// <param name="Weight">λ, 0 or more; the slope of the penalty is 2 λ w.</param>
public sealed record L2Regularizer(double Weight) : WeightRegularizer(Weight)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Term => "l2";

    private protected override Tensor Cost(Tensor weight) => weight.Square();
}
