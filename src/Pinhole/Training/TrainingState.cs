using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>
/// The state of training besides the weights and options, enough to continue with the same bits. Shuffling and noise
/// need only a position, because both are functions of a counter.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    public TrainingState(Autoencoder model, TrainingOptions options, Optimizer optimizer)
    {
        Model = model;
        Options = options;
        Optimizer = optimizer;
        Best = new BestWeights(model.Parameters);
        Shuffle = new Rng(options.Seed, RandomStreams.Shuffling);
    }

    public Autoencoder Model { get; }

    public TrainingOptions Options { get; }

    /// <summary>The optimizer, with its moments and the number of steps.</summary>
    public Optimizer Optimizer { get; }

    public BestWeights Best { get; }

    /// <summary>The generator that shuffles the rows of each epoch.</summary>
    public Rng Shuffle { get; }

    /// <summary>The position of <see cref="Shuffle"/> at the start of this epoch.</summary>
    public ulong ShufflePosition { get; set; }

    /// <summary>The current epoch, counted from 1.</summary>
    public int Epoch { get; private set; } = 1;

    /// <summary>The number of its batches that are done.</summary>
    public int Batch { get; set; }

    /// <summary>The sums over these batches.</summary>
    public EpochSums Sums { get; } = new();

    /// <summary>The pretrained layers.</summary>
    public List<PretrainedLayer> Pretrained { get; init; } = [];

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The completed epochs.</summary>
    public List<EpochRecord> Epochs { get; } = [];

    /// <summary>
    /// The loss that judges each of them: on the validation rows, or without validation on some training rows.
    /// </summary>
    public List<double> Losses { get; } = [];

    /// <summary>The number of rows trained on, over all epochs.</summary>
    public long Samples { get; set; }

    /// <summary>The training time before the stop.</summary>
    public TimeSpan TimeBefore { get; set; }

    /// <summary>Whether the loss has not improved within the patience.</summary>
    public bool IsPatienceOver => Options.Patience > 0 && Best.Waited >= Options.Patience;

    /// <summary>Records the end of an epoch.</summary>
    /// <param name="loss">The loss that judges it.</param>
    /// <param name="validationLoss">The same loss if it is of validation rows; otherwise null.</param>
    public void EndEpoch(double loss, double? validationLoss)
    {
        Losses.Add(loss);
        Epochs.Add(new EpochRecord(Epoch, Sums.MeanLoss, Sums.MeanTerms, validationLoss, LearningRate));
        Best.Offer(Epoch, loss);
        GoTo(Epoch + 1, batch: 0);
        Sums.Clear();
    }

    public void GoTo(int epoch, int batch)
    {
        Epoch = epoch;
        Batch = batch;
        ShufflePosition = Shuffle.Position;
    }

    public void Dispose() => Best.Dispose();
}
