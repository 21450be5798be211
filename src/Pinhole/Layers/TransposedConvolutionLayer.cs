using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// The mirror of a <see cref="ConvolutionLayer"/>: each pixel paints a patch of a larger image, and where patches
/// overlap they add up (Zeiler et al. 2010).
/// </summary>
/// <remarks>
/// Images are [height, width, channels] in a row, the channels of a pixel side by side, coming in and going out.
/// </remarks>
public sealed class TransposedConvolutionLayer : Layer
{
    /// <summary>
    /// Asks for its parameters, <c>NAME.weight</c> [kernel · kernel · channels after, channels] and, if wanted,
    /// <c>NAME.bias</c> [channels after].
    /// </summary>
    /// <param name="plan">Where to ask.</param>
    /// <param name="name">What its parameters' names begin with.</param>
    /// <param name="patches">The image it gives, and where it paints.</param>
    /// <param name="channels">Channels in.</param>
    /// <param name="activation">f.</param>
    /// <param name="bias">Whether there is a bias; a layer behind it may take it away again, or have its own.</param>
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
        // A pixel is painted by a kernel's worth of patches, less what the stride leaves out.
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

    /// <summary>Where it paints.</summary>
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
        x.TransposedConvolution(
            x.Tape.Parameter(pass.Parameters.Parameters[Weight]),
            Bias is int bias ? x.Tape.Parameter(pass.Parameters.Parameters[bias]) : null,
            Patches,
            Activation
        );
}
