using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// The negative log-likelihood of a Gaussian around each value, −log N(x; x̂, σ²), constants included, in nats, summed
/// over features. One σ for all values is trained with the weights, so that reconstruction and divergence of a VAE
/// balance themselves, for any range of the data (Rybkin, Daniilidis and Levine 2021).
/// </summary>
/// <remarks>
/// The decoder gets one more feature, from the parameter <c>reconstruction.logVariance</c>. It is log σ² divided by 10:
/// σ then follows the errors within about an epoch at usual step sizes. log σ² has a soft lower bound of −12, as in the
/// paper, so that perfect reconstructions do not divide by zero.
/// </remarks>
public sealed record GaussianReconstruction : Likelihood
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, GaussianReconstruction>(
            "gaussian",
            "A Gaussian likelihood in nats, with one trained σ",
            new(),
            _ => "Gaussian likelihood (gaussian)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <summary>The σ that a model has learned, in the units the model sees.</summary>
    /// <param name="model">A model with this loss.</param>
    /// <exception cref="ArgumentException">The model has another loss.</exception>
    public static double Deviation(Autoencoder model) => LearnedVariance.Deviations(model)[0];

    /// <inheritdoc/>
    public override IReadOnlyList<LearnedFigure> Learned(Autoencoder model) => [new("sigma", "σ", Deviation(model))];

    /// <inheritdoc/>
    public override Layer Extend(Layer decoder, int condition, ParameterPlan plan) =>
        new SharedFeatureLayer(plan, LearnedVariance.ParameterName, decoder);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output, Pass pass, Batch? batch = null) => Means(output);

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TakesWeights => true;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        int features = batch.Targets.Shape.Columns;
        Tensor logVariance = LogVariance(output);
        if (batch.Weights is null)
        {
            Tensor error = Means(output).SquaredError(batch.Targets) * (-logVariance).Exp();
            return 0.5f * (error + logVariance.Affine(features, features * LearnedVariance.LogTwoPi));
        }

        batch = batch.For(output);
        Tensor weights = batch.Weights!.Value;
        Tensor weighted = (weights * (Means(output) - batch.Targets).Square()).SumFeatures() * (-logVariance).Exp();
        return 0.5f * (weighted + (weights.SumFeatures() * (logVariance + LearnedVariance.LogTwoPi)));
    }

    /// <inheritdoc/>
    private protected override void Scales(Tensor output, Pass pass, Span<float> scales)
    {
        float[] logVariances = new float[output.Shape.Rows];
        output.Tape.Read(LogVariance(output), logVariances);
        int features = scales.Length / logVariances.Length;
        for (int i = 0; i < scales.Length; i++)
            scales[i] = MathF.Exp(0.5f * logVariances[i / features]);
    }

    /// <inheritdoc/>
    private protected override double Draw(double mean, double scale, Rng rng) => mean + (scale * rng.NextGaussian());

    private static Tensor Means(Tensor output) => output.Columns(0, output.Shape.Columns - 1);

    /// <returns>[batch].</returns>
    private static Tensor LogVariance(Tensor output) =>
        LearnedVariance.Positive(output.Columns(output.Shape.Columns - 1, 1)).SumFeatures() + LearnedVariance.Lowest;
}
