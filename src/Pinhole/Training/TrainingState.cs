using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>
/// All that training knows beside the weights and its options: who has this goes on in the same bits. Shuffling and
/// noise need a position alone, because both are counted and not carried on.
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

    /// <summary>Has the moments, and the number of steps.</summary>
    public Optimizer Optimizer { get; }

    public BestWeights Best { get; }

    /// <summary>Orders the rows of each epoch.</summary>
    public Rng Shuffle { get; }

    /// <summary>Where <see cref="Shuffle"/> stood before it ordered the rows of this epoch.</summary>
    public ulong ShufflePosition { get; set; }

    /// <summary>The epoch that is under way, counted from 1.</summary>
    public int Epoch { get; private set; } = 1;

    /// <summary>How many of its batches are done.</summary>
    public int Batch { get; set; }

    /// <summary>What these came to.</summary>
    public EpochSums Sums { get; } = new();

    /// <summary>The layers that were trained before, one by one.</summary>
    public List<PretrainedLayer> Pretrained { get; init; } = [];

    /// <summary>The step size of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The epochs that are over.</summary>
    public List<EpochRecord> Epochs { get; } = [];

    /// <summary>The loss that judged each of them: of the validation rows, or of some training rows without.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Rows trained on, over all epochs.</summary>
    public long Samples { get; set; }

    /// <summary>The time that training took before it was stopped and went on here.</summary>
    public TimeSpan TimeBefore { get; set; }

    /// <summary>Whether the loss has not improved for as long as the patience allows.</summary>
    public bool IsPatienceOver => Options.Patience > 0 && Best.Waited >= Options.Patience;

    /// <summary>Notes that an epoch is over.</summary>
    /// <param name="loss">Judges it.</param>
    /// <param name="validationLoss">The same, if it is of validation rows.</param>
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
