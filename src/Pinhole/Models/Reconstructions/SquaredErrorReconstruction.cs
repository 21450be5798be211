using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>(x − x̂)², summed over features: a Gaussian likelihood of fixed width, up to constants.</summary>
public sealed record SquaredErrorReconstruction : Likelihood
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, SquaredErrorReconstruction>(
            "mse",
            "The squared error: a Gaussian likelihood of variance ½, up to constants",
            new(),
            _ => "squared error (mse)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <summary>½ log 2πσ² of a Gaussian of variance σ² = ½, whose −log p is (x − x̂)² plus this constant.</summary>
    [JsonIgnore]
    public override double LogNormalizer => Math.Log(Math.PI) / 2;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TakesWeights => true;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        if (batch.Weights is null)
            return output.SquaredError(batch.Targets);
        batch = batch.For(output);
        return ((output - batch.Targets).Square() * batch.Weights!.Value).SumFeatures();
    }

    /// <inheritdoc/>
    private protected override double Draw(double mean, double scale, Rng rng) =>
        mean + (Math.Sqrt(0.5) * rng.NextGaussian());
}
