using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// |x − x̂|, summed over features: a Laplace likelihood of fixed width, up to constants; outliers count less than with
/// the squared error.
/// </summary>
public sealed record AbsoluteErrorReconstruction : Likelihood
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, AbsoluteErrorReconstruction>(
            "mae",
            "The absolute error: a Laplace likelihood of scale 1, up to constants",
            new(),
            _ => "absolute error (mae)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <summary>log 2b of a Laplace distribution of scale b = 1, whose −log p is |x − x̂| plus this constant.</summary>
    [JsonIgnore]
    public override double LogNormalizer => Math.Log(2);

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TakesWeights => true;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        if (batch.Weights is null)
            return output.AbsoluteError(batch.Targets);
        batch = batch.For(output);
        return ((output - batch.Targets).Abs() * batch.Weights!.Value).SumFeatures();
    }

    /// <inheritdoc/>
    private protected override double Draw(double mean, double scale, Rng rng)
    {
        double u = rng.NextDouble() - 0.5;
        return mean - (Math.Sign(u) * Math.Log(1 - (2 * Math.Abs(u))));
    }
}
