using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Layers;

/// <summary>Where weights start, so that signals keep their size from layer to layer.</summary>
public static class Initialization
{
    /// <summary>
    /// Fills a weight for the activation it feeds: He et al. 2015 (normal, variance 2 / inputs) before rectifiers,
    /// Glorot and Bengio 2010 (uniform, variance 2 / (inputs + outputs)) before the others.
    /// </summary>
    /// <param name="weight">[outputs, inputs], row-major; overwritten.</param>
    /// <param name="fans">How many numbers it connects.</param>
    /// <param name="activation">What follows the layer.</param>
    /// <param name="rng">The source of the numbers.</param>
    public static void FillWeight(Span<float> weight, FanSizes fans, Activation activation, Rng rng)
    {
        bool rectifier = activation is Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Softplus or Activation.Gelu;
        double deviation = Math.Sqrt(2.0 / fans.Inputs), bound = Math.Sqrt(6.0 / (fans.Inputs + fans.Outputs));
        for (int i = 0; i < weight.Length; i++)
            weight[i] = (float)(rectifier ? deviation * rng.NextGaussian() : bound * ((2 * rng.NextDouble()) - 1));
    }
}
