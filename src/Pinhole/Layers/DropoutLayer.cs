using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// Drops features at random in training and scales the others up, so that no unit can rely on another (Srivastava et
/// al. 2014); outside training it does nothing.
/// </summary>
/// <param name="features">Features in and out.</param>
/// <param name="rate">The probability of dropping, at least 0 and below 1.</param>
/// <param name="index">The number of this layer among the model's layers with noise, counted from 0; it must be
/// unique.</param>
public sealed class DropoutLayer(int features, double rate, int index) : Layer
{
    /// <inheritdoc/>
    public override int Inputs => features;

    /// <inheritdoc/>
    public override int Outputs => features;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        if (pass.Kind != PassKind.Training)
            return x;
        NoiseSource noise = pass.Noise(NoiseUsers.Layers + index);
        return x.Dropout((float)rate, noise.Seed, noise.Stream);
    }
}
