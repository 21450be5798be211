using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Pieces;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// Trains each layer as an autoencoder on the outputs of the layer below; its decoder becomes the layer's mirror
/// (Bengio et al. 2007). With a corruption of the input of every layer this is a stacked denoising autoencoder (Vincent
/// et al. 2010).
/// </summary>
public sealed record StackedPretraining : PretrainingOptions
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<PretrainingOptions> Description { get; } =
        new PieceDescription<PretrainingOptions, StackedPretraining>(
            "stacked",
            "Each layer is trained as an autoencoder of its own",
            new(),
            stacked =>
                stacked.Corruption is Corruption own
                    ? $"layers as autoencoders of their own ({own.Describe().Read(own)})"
                    : "layers as autoencoders of their own"
        ).Count(
            nameof(Epochs),
            "pretrain-epochs",
            EpochsHelp,
            EpochsRefusal,
            NumberRange.AtLeast(1),
            stacked => stacked.Epochs,
            (stacked, value) => stacked with { Epochs = value }
        );

    /// <inheritdoc/>
    public override PieceDescription<PretrainingOptions> Describe() => Description;

    /// <inheritdoc/>
    public override PretrainingOptions WithCorruption(Corruption corruption) => this with { Corruption = corruption };

    /// <summary>The corruption of the input of every layer; null for the corruption of the model.</summary>
    public Corruption? Corruption { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Corruption?.Validate();
    }

    /// <inheritdoc/>
    internal override double? Train(LayerTask task)
    {
        Autoencoder model = task.Model;
        AutoencoderOptions options = new()
        {
            Preset = model.Options.Preset,
            Latent = task.Outputs,
            Network = new DenseNetwork([], TiedWeights: task.Layers.IsTied),
            Corruption = Corruption ?? model.Options.Corruption,
            Bottleneck = new DeterministicBottleneck(task.Activation),
            Reconstruction = task.Reconstruction,
            Preprocess = "none",
            OutputActivation = task.InputActivation,
        };
        using Autoencoder layer = Autoencoder.Create(options, task.Rows.Schema, task.Seed, model.Parameters.Kernels);
        task.Layers.CopyTo(layer, task.Layer);
        // A mirror has its own initial bias.
        if (!task.Layers.IsMirrored(task.Layer))
            layer.StartAtMean(task.InputMean());
        TrainingOptions training = task.Training with
        {
            Epochs = Epochs,
            Patience = 0,
            ValidationShare = 0,
            Checkpoints = null,
            Pretraining = null,
            Seed = task.Seed,
        };
        TrainingLoop loop = new(layer, task.Rows, null, training, null, null);
        StopReason reason = loop.Run(task.Observer, task.CancellationToken);
        if (reason == StopReason.Interrupted)
            return null;
        if (reason == StopReason.Diverged)
            throw new InputException(
                $"the pretraining of layer {task.Name} diverged; lower `LearningRate`, or set `ClipNorm` to 1"
            );
        task.Layers.CopyFrom(layer, task.Layer);
        return Metrics.Reconstruction(layer, task.Rows).SquaredErrorPerSample;
    }
}
