using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// Variances that are learned with the weights. A parameter stands for a tenth of log σ²: σ then follows the errors
/// within an epoch or so at step sizes that are made for weights. log σ² is bounded below by −12, softly (Rybkin,
/// Daniilidis and Levine 2021), so rows that are learned by heart divide by no zero.
/// </summary>
internal static class LearnedVariance
{
    public const string ParameterName = "reconstruction.logVariance";

    /// <summary>The lowest log σ².</summary>
    public const float Lowest = -12;

    private const float Speed = 10;

    public static readonly float LogTwoPi = MathF.Log(2 * MathF.PI);

    /// <summary>How far log σ² is above <see cref="Lowest"/>, of parameters of any shape.</summary>
    public static Tensor Positive(Tensor parameters) => parameters.Affine(Speed, -Lowest).Activate(Activation.Softplus);

    /// <summary>Each σ that a model has learned, in the units it sees.</summary>
    /// <exception cref="ArgumentException">It has learned none.</exception>
    public static double[] Deviations(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Parameter parameter = model.Parameters.Parameters.FirstOrDefault(parameter => parameter.Name == ParameterName)
            ?? throw new ArgumentException("The model has no Gaussian loss.", nameof(model));
        float[] values = new float[parameter.Shape.Length];
        model.Parameters.Kernels.Read(parameter.Value, values);
        return Array.ConvertAll(values, Deviation);
    }

    private static double Deviation(float value)
    {
        double free = (Speed * value) - Lowest;
        double softplus = Math.Max(free, 0) + Math.Log(1 + Math.Exp(-Math.Abs(free)));
        return Math.Exp(0.5 * (Lowest + softplus));
    }
}
