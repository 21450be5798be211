using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// |x − x̂|, summed over features: a Laplace likelihood of fixed width, up to constants; outliers weigh less.
/// </summary>
public sealed record AbsoluteErrorReconstruction : Reconstruction
{
    /// <summary>log 2b of a Laplace distribution of scale b = 1, whose −log p is |x − x̂| beside it.</summary>
    public override double? LogNormalizer() => Math.Log(2);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor target) => output.AbsoluteError(target);

    /// <inheritdoc/>
    public override Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights) =>
        ((output - target).Abs() * weights).SumFeatures();
}
