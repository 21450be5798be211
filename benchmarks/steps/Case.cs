using Pinhole.Engine.Kernels;
using Pinhole.Models;

namespace Pinhole.Benchmarks.Steps;

/// <summary>A model whose training steps are timed, here and in PyTorch.</summary>
/// <param name="Name">What both sides call it.</param>
/// <param name="Columns">Features in.</param>
/// <param name="Hidden">Hidden layers, input side first.</param>
/// <param name="Latent">Size of the latent.</param>
/// <param name="Variational">Whether a Gaussian bottleneck and the Bernoulli loss take the place of the plain ones.</param>
internal sealed record Case(string Name, int Columns, int[] Hidden, int Latent, bool Variational = false)
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("ae", 784, [256, 128], 32),
        new("vae", 784, [400], 20, Variational: true),
        new("hinton", 784, [1000, 500, 250], 30),
    ];

    public AutoencoderOptions Options => Presets.Create(Variational ? "vae" : "deep", Latent, Hidden, Activation.Relu);
}
