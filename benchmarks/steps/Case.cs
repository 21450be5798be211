using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Networks;

namespace Pinhole.Benchmarks.Steps;

/// <summary>A model whose training steps are timed, here and in PyTorch or scikit-learn.</summary>
/// <param name="Name">What both sides call it.</param>
/// <param name="Columns">Features in.</param>
/// <param name="Hidden">Hidden layers, input side first; channels where they are convolutions.</param>
/// <param name="Latent">Size of the latent.</param>
internal sealed record Case(string Name, int Columns, int[] Hidden, int Latent)
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("ae", 784, [256, 128], 32),
        new("vae", 784, [400], 20) { Preset = "vae" },
        new("ae-sklearn", 784, [256, 128], 32)
        {
            Output = Activation.Identity,
            Script = "sklearn_steps.py",
            Batches = [128],
        },
        new("hinton", 784, [1000, 500, 250], 30),
        new("conv", 784, [16, 32], 32)
        {
            Preset = "convolutional",
            Image = new ImageShape(1, 28, 28),
            Batches = [128],
        },
        new("genomics", 20000, [2000], 500)
        {
            Output = Activation.Identity,
            Rows = 512,
            Batches = [64],
        },
    ];

    /// <summary>What the decoder ends in.</summary>
    public Activation Output { get; init; } = Activation.Sigmoid;

    /// <summary>How many rows there are to train on.</summary>
    public int Rows { get; init; } = 8192;

    /// <summary>The batch sizes that are measured when none is asked for.</summary>
    public int[] Batches { get; init; } = [128, 32];

    /// <summary>The peer's side.</summary>
    public string Script { get; init; } = "torch_steps.py";

    /// <summary>Whose pieces it has; a vae has the binary cross-entropy for its loss.</summary>
    public string Preset { get; init; } = "deep";

    /// <summary>The shape of a row where the model looks at images.</summary>
    public ImageShape? Image { get; init; }

    public AutoencoderOptions Options =>
        Presets.Create(Preset, Latent, Hidden, Activation.Relu) with
        {
            Network = Image is null
                ? new DenseNetwork(Hidden, Activation.Relu)
                : new ConvolutionalNetwork(Hidden, Activation.Relu),
            OutputActivation = Preset == "vae" ? null : Output,
        };
}
