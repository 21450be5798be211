using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// y = f(x ∗ W + b): the same small layer at one patch of an image after another (LeCun et al. 1989).
/// </summary>
/// <remarks>
/// Images are [height, width, channels] in a row, the channels of a pixel side by side, coming in and going out.
/// </remarks>
public sealed class ConvolutionLayer : Layer
{
    /// <summary>
    /// Asks for its parameters, <c>NAME.weight</c> [channels, kernel · kernel · channels before] and, if wanted,
    /// <c>NAME.bias</c> [channels].
    /// </summary>
    /// <param name="plan">Where to ask.</param>
    /// <param name="name">What its parameters' names begin with.</param>
    /// <param name="patches">The image it takes, and where it looks.</param>
    /// <param name="channels">Channels out.</param>
    /// <param name="activation">f.</param>
    /// <param name="bias">Whether there is a bias; a layer behind it may take it away again, or have its own.</param>
    public ConvolutionLayer(
        ParameterPlan plan,
        string name,
        Patches patches,
        int channels,
        Activation activation,
        bool bias = true
    )
    {
        Inputs = patches.ImageSize;
        Outputs = checked(patches.Positions * channels);
        Patches = patches;
        Activation = activation;
        long around = (long)patches.KernelHeight * patches.KernelWidth * channels / (patches.Stride * patches.Stride);
        Weight = plan.AddWeight(
            $"{name}.weight",
            channels,
            patches.Size,
            activation,
            new FanSizes(patches.Size, around)
        );
        Bias = bias ? plan.AddBias($"{name}.bias", channels) : null;
    }

    /// <summary>Where it looks.</summary>
    internal Patches Patches { get; }

    /// <summary>The place of its weight.</summary>
    internal int Weight { get; }

    /// <summary>The place of its bias, if it has one.</summary>
    internal int? Bias { get; }

    /// <summary>f.</summary>
    internal Activation Activation { get; }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) =>
        x.Convolution(
            x.Tape.Parameter(pass.Parameters.Parameters[Weight]),
            Bias is int bias ? x.Tape.Parameter(pass.Parameters.Parameters[bias]) : null,
            Patches,
            Activation
        );
}
