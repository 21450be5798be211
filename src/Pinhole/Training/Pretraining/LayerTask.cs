using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

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
    public Activation InputActivation => Layer == 0 ? InputOf(Model).Activation : Layers.Activation(Layer - 1);

    /// <summary>What an error of its rebuilt input costs.</summary>
    public Reconstruction Reconstruction => Layer == 0 ? InputOf(Model).Loss : new SquaredErrorReconstruction();

    /// <summary>
    /// How rows are rebuilt by the mirror of the first layer: as the model does it, where it gives rows and on logits;
    /// where it gives targets, rows in [0, 1] are shares of Bernoulli variables (Vincent et al. 2010), and others
    /// linear.
    /// </summary>
    /// <param name="model">The model whose first layer it is.</param>
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

    /// <summary>The mean of what it is given, [inputs].</summary>
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

    /// <summary>Another one for each layer.</summary>
    public ulong Seed => unchecked(Training.Seed + (1_000_003UL * (ulong)(Layer + 1)));
}
