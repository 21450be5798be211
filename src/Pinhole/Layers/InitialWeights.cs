using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Layers;

/// <summary>Draws initial weights.</summary>
public static class InitialWeights
{
    /// <summary>Fills a weight.</summary>
    /// <param name="weight">[outputs, inputs], row-major; overwritten.</param>
    /// <param name="fans">Its fan-in and fan-out.</param>
    /// <param name="activation">The activation after the layer.</param>
    /// <param name="initialization">How large they are.</param>
    /// <param name="rng">The source of the numbers.</param>
    public static void Fill(
        Span<float> weight,
        FanSizes fans,
        Activation activation,
        Initialization initialization,
        Rng rng
    )
    {
        if (initialization == Initialization.Auto)
            initialization = IsRectifier(activation) ? Initialization.He : Initialization.Glorot;
        double variance = initialization switch
        {
            Initialization.He => 2.0 / fans.Inputs,
            Initialization.FanIn => 1.0 / (3.0 * fans.Inputs),
            _ => 2.0 / (fans.Inputs + fans.Outputs),
        };
        double deviation = Math.Sqrt(variance),
            bound = Math.Sqrt(3 * variance);
        for (int i = 0; i < weight.Length; i++)
            weight[i] = (float)(
                initialization == Initialization.He
                    ? deviation * rng.NextGaussian()
                    : bound * ((2 * rng.NextDouble()) - 1)
            );
    }

    private static bool IsRectifier(Activation activation) =>
        activation
            is Activation.Relu
                or Activation.LeakyRelu
                or Activation.Elu
                or Activation.Softplus
                or Activation.Gelu;
}
