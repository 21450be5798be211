using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>(x − x̂)², summed over features: a Gaussian likelihood of fixed width, up to constants.</summary>
public sealed record SquaredErrorReconstruction : Reconstruction
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, SquaredErrorReconstruction>(
            "mse",
            "The squared error: a Gaussian likelihood of variance ½, up to constants",
            new(),
            _ => "squared error (mse)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <summary>½ log 2πσ² of a Gaussian of variance σ² = ½, whose −log p is (x − x̂)² beside it.</summary>
    public override double? LogNormalizer() => Math.Log(Math.PI) / 2;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor target) => output.SquaredError(target);

    /// <inheritdoc/>
    public override Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights) =>
        ((output - target).Square() * weights).SumFeatures();
}
