using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// The negative log-likelihood of a Gaussian around each value, −log N(x; x̂, σ²), constants included, in nats, summed
/// over features. One σ for all values is learned with the weights, so that reconstruction and divergence of a VAE find
/// their balance by themselves, whatever the range of the data (Rybkin, Daniilidis and Levine 2021).
/// </summary>
/// <remarks>
/// The decoder gets one more feature, from the parameter <c>reconstruction.logVariance</c>. It stands for a tenth of
/// log σ²: σ then follows the errors within an epoch or so at step sizes that are made for weights. log σ² is bounded
/// below by −12, softly as in the paper, so rows that are learned by heart divide by no zero.
/// </remarks>
public sealed record GaussianReconstruction : Reconstruction
{
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, GaussianReconstruction>(
            "gaussian",
            "A Gaussian likelihood in nats, whose one σ is learned with the weights",
            new(),
            _ => "Gaussian likelihood (gaussian)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    private const string ParameterName = "reconstruction.logVariance";
    private const float Speed = 10;
    private const float LowestLogVariance = -12;

    private static readonly float LogTwoPi = MathF.Log(2 * MathF.PI);

    /// <summary>σ as a model has learned it, in the units the model sees.</summary>
    /// <param name="model">A model with this loss.</param>
    /// <exception cref="ArgumentException">It has another.</exception>
    public static double Deviation(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Parameter parameter = model.Parameters.Parameters.FirstOrDefault(parameter => parameter.Name == ParameterName)
            ?? throw new ArgumentException("The model has no Gaussian loss.", nameof(model));
        float[] value = new float[1];
        model.Parameters.Kernels.Read(parameter.Value, value);
        double free = (Speed * value[0]) - LowestLogVariance;
        double softplus = Math.Max(free, 0) + Math.Log(1 + Math.Exp(-Math.Abs(free)));
        return Math.Exp(0.5 * (LowestLogVariance + softplus));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LearnedFigure> Learned(Autoencoder model) => [new("sigma", "σ", Deviation(model))];

    /// <inheritdoc/>
    public override double? LogNormalizer() => 0;

    /// <inheritdoc/>
    public override Layer Extend(Layer decoder, ParameterPlan plan) =>
        new SharedFeatureLayer(plan, ParameterName, decoder);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.Columns(0, output.Shape.Columns - 1);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor target)
    {
        int features = target.Shape.Columns;
        Tensor logVariance = LogVariance(output, features);
        Tensor error = Mean(output).SquaredError(target) * (-logVariance).Exp();
        return 0.5f * (error + logVariance.Affine(features, features * LogTwoPi));
    }

    /// <inheritdoc/>
    public override Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights)
    {
        Tensor logVariance = LogVariance(output, target.Shape.Columns);
        Tensor error = (weights * (Mean(output) - target).Square()).SumFeatures() * (-logVariance).Exp();
        return 0.5f * (error + (weights.SumFeatures() * (logVariance + LogTwoPi)));
    }

    /// <returns>[batch].</returns>
    private static Tensor LogVariance(Tensor output, int features)
    {
        Tensor free = output.Columns(features, 1).Affine(Speed, -LowestLogVariance);
        return free.Activate(Activation.Softplus).SumFeatures() + LowestLogVariance;
    }
}
