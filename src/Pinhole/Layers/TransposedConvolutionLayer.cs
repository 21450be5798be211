using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// The mirror of a <see cref="ConvolutionLayer"/>: each pixel becomes a patch of a larger image, and overlapping
/// patches add up (Zeiler et al. 2010).
/// </summary>
/// <remarks>Images are [height, width, channels] in a row, channels interleaved, both as input and as output.</remarks>
public sealed class TransposedConvolutionLayer : Layer
{
    /// <summary>
    /// Declares its parameters, <c>NAME.weight</c> [kernel · kernel · channels after, channels] and, if wanted,
    /// <c>NAME.bias</c> [channels after].
    /// </summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="patches">The output image and its patches.</param>
    /// <param name="channels">Channels in.</param>
    /// <param name="activation">f.</param>
    /// <param name="bias">Whether there is a bias; not needed if the next layer removes it or has its own.</param>
    public TransposedConvolutionLayer(
        ParameterPlan plan,
        string name,
        Patches patches,
        int channels,
        Activation activation,
        bool bias = true
    )
    {
        Inputs = checked(patches.Positions * channels);
        Outputs = patches.ImageSize;
        Patches = patches;
        Activation = activation;
        // Each output pixel is in about kernel² / stride² patches.
        long before = (long)patches.KernelHeight * patches.KernelWidth * channels / (patches.Stride * patches.Stride);
        Weight = plan.AddWeight(
            $"{name}.weight",
            patches.Size,
            channels,
            activation,
            new FanSizes(Math.Max(1, before), patches.Size)
        );
        Bias = bias ? plan.AddBias($"{name}.bias", patches.Channels) : null;
    }

    /// <summary>The output image and its patches.</summary>
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
        x.TransposedConvolution(
            x.Tape.Parameter(pass.Parameters.Parameters[Weight]),
            Bias is int bias ? x.Tape.Parameter(pass.Parameters.Parameters[bias]) : null,
            Patches,
            Activation
        );
}
