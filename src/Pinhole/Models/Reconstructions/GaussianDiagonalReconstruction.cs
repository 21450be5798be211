using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// The negative log-likelihood of a Gaussian with its own variance for each feature, −Σⱼ log N(xⱼ; x̂ⱼ, σⱼ²), constants
/// included, in nats: noisy features count less than features that can be reconstructed. The variances are trained with
/// the weights and are the same for all rows (the diagonal Ψ of factor analysis; Rybkin, Daniilidis and Levine 2021 for
/// VAEs).
/// </summary>
/// <remarks>They are the parameter <c>reconstruction.logVariance</c>, [features]: see <see cref="LearnedVariance"/>.
/// </remarks>
public sealed record GaussianDiagonalReconstruction : Likelihood
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, GaussianDiagonalReconstruction>(
            "gaussian-diagonal",
            "A Gaussian likelihood in nats, with a trained σ for each feature",
            new(),
            _ => "Gaussian likelihood with a σ for each feature (gaussian-diagonal)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <summary>The σ that a model has learned for each feature, [features], in the units the model sees.</summary>
    /// <param name="model">A model with this loss.</param>
    /// <exception cref="ArgumentException">The model has another loss.</exception>
    public static IReadOnlyList<double> Deviations(Autoencoder model) => LearnedVariance.Deviations(model);

    /// <inheritdoc/>
    public override IReadOnlyList<LearnedFigure> Learned(Autoencoder model)
    {
        double[] deviations = LearnedVariance.Deviations(model);
        return [new("minimumSigma", "minimum σ", deviations.Min()), new("maximumSigma", "maximum σ", deviations.Max())];
    }

    /// <inheritdoc/>
    public override Layer Extend(Layer decoder, int condition, ParameterPlan plan)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(plan);
        plan.AddBias(LearnedVariance.ParameterName, decoder.Outputs);
        return decoder;
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TakesWeights => true;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        batch = batch.For(output);
        Tensor logVariances = output.Tape.View(LogVariances(output.Tape, pass), new Shape(1, output.Shape.Columns));
        int rows = output.Shape.Rows;
        Tensor errors = (output - batch.Targets).Square() * (-logVariances).Exp().RepeatRows(rows);
        Tensor costs = errors + (logVariances + LearnedVariance.LogTwoPi).RepeatRows(rows);
        return 0.5f * (batch.Weights is Tensor weights ? weights * costs : costs).SumFeatures();
    }

    /// <inheritdoc/>
    private protected override void Scales(Tensor output, Pass pass, Span<float> scales)
    {
        float[] logVariances = new float[output.Shape.Columns];
        output.Tape.Read(LogVariances(output.Tape, pass), logVariances);
        for (int i = 0; i < scales.Length; i++)
            scales[i] = MathF.Exp(0.5f * logVariances[i % logVariances.Length]);
    }

    /// <inheritdoc/>
    private protected override double Draw(double mean, double scale, Rng rng) => mean + (scale * rng.NextGaussian());

    /// <returns>[features].</returns>
    private static Tensor LogVariances(Tape tape, Pass pass) =>
        LearnedVariance.Positive(tape.Parameter(pass.Parameters.Find(LearnedVariance.ParameterName)))
        + LearnedVariance.Lowest;
}
