using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;

namespace Pinhole.Training.Pretraining;

/// <summary>One layer to train.</summary>
internal sealed record LayerTask
{
    /// <summary>The model it belongs to.</summary>
    public required Autoencoder Model { get; init; }

    /// <summary>The layers of the model.</summary>
    public required DenseLayers Layers { get; init; }

    /// <summary>Which of them, counted from 0 at the input.</summary>
    public required int Layer { get; init; }

    /// <summary>What it is given, [rows, inputs]: prepared rows, or what the layer below makes of them.</summary>
    public required Dataset Rows { get; init; }

    /// <summary>How the whole model is trained.</summary>
    public required TrainingOptions Training { get; init; }

    public required ITrainingObserver? Observer { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    /// <summary>How people are told of it: 784 → 392.</summary>
    public string Name => $"{Rows.Columns} → {Outputs}";

    /// <summary>How many numbers it gives.</summary>
    public int Outputs => Layers.Outputs(Layer);

    /// <summary>What it ends in.</summary>
    public Activation Activation => Layers.Activation(Layer);

    /// <summary>What its mirror in the decoder ends in: what made its input.</summary>
    public Activation InputActivation => Layer == 0 ? Model.Options.OutputActivation!.Value : Layers.Activation(Layer - 1);

    /// <summary>Another one for each layer.</summary>
    public ulong Seed => unchecked(Training.Seed + (1_000_003UL * (ulong)(Layer + 1)));
}
