using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>y = f(x ∗ W + b): the same small layer, applied to each patch of an image (LeCun et al. 1989).</summary>
/// <remarks>Images are [height, width, channels] in a row, channels interleaved, both as input and as output.</remarks>
public sealed class ConvolutionLayer : Layer
{
    /// <summary>
    /// Declares its parameters, <c>NAME.weight</c> [channels, kernel · kernel · channels before] and, if wanted,
    /// <c>NAME.bias</c> [channels].
    /// </summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="patches">The input image and its patches.</param>
    /// <param name="channels">Channels out.</param>
    /// <param name="activation">f.</param>
    /// <param name="bias">Whether there is a bias; not needed if the next layer removes it or has its own.</param>
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

    /// <summary>The input image and its patches.</summary>
    internal Patches Patches { get; }

    /// <summary>The index of its weight.</summary>
    internal int Weight { get; }

    /// <summary>The index of its bias, if it has one.</summary>
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
