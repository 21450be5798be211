using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// Variances that are trained with the weights. A parameter is log σ² divided by 10: σ then follows the errors within
/// about an epoch at usual step sizes. log σ² has a soft lower bound of −12 (Rybkin, Daniilidis and Levine 2021), so
/// that perfect reconstructions do not divide by zero.
/// </summary>
internal static class LearnedVariance
{
    public const string ParameterName = "reconstruction.logVariance";

    /// <summary>The lowest log σ².</summary>
    public const float Lowest = -12;

    private const float Speed = 10;

    public static readonly float LogTwoPi = MathF.Log(2 * MathF.PI);

    /// <summary>How far log σ² is above <see cref="Lowest"/>, for parameters of any shape.</summary>
    public static Tensor Positive(Tensor parameters) => parameters.Affine(Speed, -Lowest).Activate(Activation.Softplus);

    /// <summary>Each learned σ of a model, in the units the model sees.</summary>
    /// <exception cref="ArgumentException">The model has no learned variance.</exception>
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
