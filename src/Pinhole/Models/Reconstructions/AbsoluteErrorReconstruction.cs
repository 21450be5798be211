using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// |x − x̂|, summed over features: a Laplace likelihood of fixed width, up to constants; outliers weigh less.
/// </summary>
public sealed record AbsoluteErrorReconstruction : Reconstruction
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, AbsoluteErrorReconstruction>(
            "mae",
            "The absolute error: a Laplace likelihood of scale 1, up to constants",
            new(),
            _ => "absolute error (mae)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <summary>log 2b of a Laplace distribution of scale b = 1, whose −log p is |x − x̂| beside it.</summary>
    public override double? LogNormalizer() => Math.Log(2);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor target) => output.AbsoluteError(target);

    /// <inheritdoc/>
    public override Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights) =>
        ((output - target).Abs() * weights).SumFeatures();
}
