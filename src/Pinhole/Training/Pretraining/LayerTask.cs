using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Training.Pretraining;

/// <summary>A layer to pretrain.</summary>
internal sealed record LayerTask
{
    /// <summary>The model it belongs to.</summary>
    public required Autoencoder Model { get; init; }

    /// <summary>The layers of the model.</summary>
    public required DenseLayers Layers { get; init; }

    /// <summary>The index of the layer, from 0 at the input.</summary>
    public required int Layer { get; init; }

    /// <summary>Its input, [rows, inputs]: prepared rows, or the outputs of the layer below.</summary>
    public required Dataset Rows { get; init; }

    /// <summary>The training options of the whole model.</summary>
    public required TrainingOptions Training { get; init; }

    public required ITrainingObserver? Observer { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Its name in messages: 784 → 392.</summary>
    public string Name => $"{Rows.Columns} → {Outputs}";

    /// <summary>The number of its outputs.</summary>
    public int Outputs => Layers.Outputs(Layer);

    /// <summary>Its activation.</summary>
    public Activation Activation => Layers.Activation(Layer);

    /// <summary>The activation of its mirror in the decoder: the one that produced its input.</summary>
    public Activation InputActivation => Layer == 0 ? InputOf(Model).Activation : Layers.Activation(Layer - 1);

    /// <summary>The loss of its rebuilt input.</summary>
    public Reconstruction Reconstruction => Layer == 0 ? InputOf(Model).Loss : new SquaredErrorReconstruction();

    /// <summary>
    /// How the mirror of the first layer rebuilds rows: like the model, on logits, if the model rebuilds rows. If the
    /// model has targets, rows in [0, 1] are Bernoulli probabilities (Vincent et al. 2010), and others linear.
    /// </summary>
    /// <param name="model">The model.</param>
    public static (Activation Activation, Reconstruction Loss) InputOf(Autoencoder model) =>
        model.Options switch
        {
            { Reconstruction.MeanFunction: not null } options when model.Schema.Targets is null => (
                options.OutputActivation!.Value,
                model.Reconstruction
            ),
            { } options when model.Schema.Targets is null => (
                options.OutputActivation!.Value,
                new SquaredErrorReconstruction()
            ),
            { } options when Preprocessors.OutputRange(options.Preprocess, model.Schema) is (0f, 1f) => (
                Activation.Identity,
                new BernoulliReconstruction()
            ),
            _ => (Activation.Identity, new SquaredErrorReconstruction()),
        };

    /// <summary>The mean of its input, [inputs].</summary>
    public float[] InputMean()
    {
        double[] sums = new double[Rows.Columns];
        for (int row = 0; row < Rows.Rows; row++)
        {
            ReadOnlySpan<float> values = Rows.Row(row);
            for (int i = 0; i < sums.Length; i++)
                sums[i] += values[i];
        }

        return Array.ConvertAll(sums, sum => (float)(sum / Rows.Rows));
    }

    /// <summary>A different seed for each layer.</summary>
    public ulong Seed => unchecked(Training.Seed + (1_000_003UL * (ulong)(Layer + 1)));
}
