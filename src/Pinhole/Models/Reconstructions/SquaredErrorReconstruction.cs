using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Reconstructions;

/// <summary>(x − x̂)², summed over features: a Gaussian likelihood of fixed width, up to constants.</summary>
public sealed record SquaredErrorReconstruction : Reconstruction
{
    /// <summary>½ log 2πσ² of a Gaussian of variance σ² = ½, whose −log p is (x − x̂)² beside it.</summary>
    public override double? LogNormalizer() => Math.Log(Math.PI) / 2;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor target) => output.SquaredError(target);

    /// <inheritdoc/>
    public override Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights) =>
        ((output - target).Square() * weights).SumFeatures();
}
