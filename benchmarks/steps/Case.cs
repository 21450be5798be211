using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Networks;

namespace Pinhole.Benchmarks.Steps;

/// <summary>A model whose training steps are timed, here and in PyTorch.</summary>
/// <param name="Name">What both sides call it.</param>
/// <param name="Columns">Features in.</param>
/// <param name="Hidden">Hidden layers, input side first.</param>
/// <param name="Latent">Size of the code.</param>
internal sealed record Case(string Name, int Columns, int[] Hidden, int Latent)
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("ae", 784, [256, 128], 32),
        new("hinton", 784, [1000, 500, 250], 30),
    ];

    public AutoencoderOptions Options => new() { Preset = Name, Latent = Latent, Network = new DenseNetwork(Hidden, Activation.Relu) };
}
