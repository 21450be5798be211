using System.Diagnostics;
using System.Runtime.InteropServices;
using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>The loop over epochs and batches.</summary>
/// <param name="model">The model; it ends with the best weights.</param>
/// <param name="train">The training rows.</param>
/// <param name="validation">The validation rows; null to use some of the training rows.</param>
/// <param name="options">The options.</param>
/// <param name="start">The state to continue from; null to start.</param>
/// <param name="checkpoints">Writes checkpoints; null for none.</param>
/// <param name="pretrained">The pretrained layers, for the checkpoint; null for none.</param>
internal sealed class TrainingLoop(
    Autoencoder model,
    Dataset train,
    Dataset? validation,
    TrainingOptions options,
    TrainingCheckpoint? start,
    CheckpointWriter? checkpoints,
    List<PretrainedLayer>? pretrained = null
)
{
    private readonly Stopwatch _clock = new();
    private TimeSpan _timeBefore;
    private long _samples;

    public IReadOnlyList<EpochRecord> Epochs { get; private set; } = [];

    public int BestEpoch { get; private set; }

    public TimeSpan Elapsed => _timeBefore + _clock.Elapsed;

    public double SamplesPerSecond => _samples / Math.Max(1e-9, Elapsed.TotalSeconds);

    /// <summary>Trains until there is a reason to stop; the model ends with its best weights.</summary>
    public StopReason Run(ITrainingObserver? observer, CancellationToken cancellationToken)
    {
        _clock.Start();
        model.Options.Bottleneck.StartTraining(model.Parameters, train.Rows);
        using Optimizer optimizer = options.Optimizer.Create(model.Parameters);
        using TrainingState state = new(model, options, optimizer) { Pretrained = pretrained ?? [] };
        using TrainingStep step = new(model, optimizer, options.ClipNorm, options.Seed);
        using LossOfRows judge = new(model, validation ?? SomeTrainingRows(), options.BatchSize!.Value, options.Seed);
        ModelBatches loader = new(model, train, options.BatchSize.Value, state.Shuffle);
        int epochs = options.Epochs!.Value;
        long steps = (long)options.Batches(train.Rows) * epochs;
        if (start is null)
            state.Best.Offer(0, judge.Measure());
        else
            start.CopyTo(state, train.Rows);
        (_timeBefore, _samples) = (state.TimeBefore, state.Samples);
        TrainingProgress progress = new(
            0,
            epochs,
            optimizer.Steps,
            steps,
            double.NaN,
            false,
            null,
            0,
            TimeSpan.Zero,
            0
        );
        StopReason? reason = start is null ? null : EarlyStop(state);

        while (state.Epoch <= epochs && reason is null)
        {
            loader.StartEpoch();
            loader.Skip(state.Batch);
            while (reason is null && step.Load(loader, out int rows))
            {
                state.LearningRate =
                    options.Optimizer.LearningRate
                    * options.Schedule.Factor((double)progress.Step / steps, CollectionsMarshal.AsSpan(state.Losses));
                double loss = step.Run(state.LearningRate);
                if (double.IsNaN(loss))
                {
                    reason = StopReason.Diverged;
                    break;
                }

                state.Batch++;
                state.Samples = _samples += rows;
                state.Sums.Add(rows, loss, step);
                progress = progress with
                {
                    Epoch = state.Epoch,
                    Step = progress.Step + 1,
                    Loss = state.Sums.MeanLoss,
                    EpochEnded = false,
                    ValidationLoss = null,
                    LearningRate = state.LearningRate,
                    Elapsed = Elapsed,
                    SamplesPerSecond = SamplesPerSecond,
                };
                if (observer?.Observe(progress) == false || cancellationToken.IsCancellationRequested)
                    reason = StopReason.Interrupted;
                checkpoints?.AfterStep(state, Elapsed, stopping: reason is not null);
            }

            if (state.Sums.Rows == 0 || reason == StopReason.Diverged)
                break;
            double epochLoss = judge.Measure();
            double? validationLoss = validation is null ? null : epochLoss;
            if (!double.IsFinite(epochLoss))
            {
                reason = StopReason.Diverged;
                break;
            }

            progress = progress with
            {
                Epoch = state.Epoch,
                Loss = state.Sums.MeanLoss,
                EpochEnded = true,
                ValidationLoss = validationLoss,
            };
            state.EndEpoch(epochLoss, validationLoss);
            // If an epoch was interrupted, the checkpoint is from its last step, before this measurement.
            if (reason is not null)
                break;
            if (observer?.Observe(progress) == false)
                reason = StopReason.Interrupted;
            checkpoints?.AfterEpoch(state, Elapsed, stopping: reason is not null);
            reason ??= EarlyStop(state);
        }

        _clock.Stop();
        state.Best.Restore();
        (BestEpoch, Epochs) = (state.Best.Epoch, state.Epochs);
        return reason ?? StopReason.Finished;
    }

    private StopReason? EarlyStop(TrainingState state) =>
        validation is not null && state.IsPatienceOver ? StopReason.EarlyStopped : null;

    // The mean loss over an epoch's batches belongs to changing weights and would hide a bad last step. Without
    // validation, the loss on some evenly spaced training rows judges the weights at the end of an epoch.
    private Dataset SomeTrainingRows()
    {
        int[] rows = new int[Math.Min(train.Rows, 1024)];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (int)((long)i * train.Rows / rows.Length);
        return train.Take(rows);
    }

    /// <summary>The loss of some rows, without gradients.</summary>
    private sealed class LossOfRows(Autoencoder model, Dataset data, int batchSize, ulong seed) : IDisposable
    {
        private readonly Tape _tape = new(model.Parameters.Kernels, recording: false);
        private readonly ModelBatches _loader = new(model, data, Rows(batchSize, data));
        private readonly LossTerms _terms = new();

        public double Measure()
        {
            double sum = 0;
            _loader.StartEpoch();
            _tape.Rewind();
            for (int index = 0; _loader.Next(_tape, out Batch batch); index++)
            {
                model.Loss(batch, Pass.Evaluation(model.Parameters, seed, index), _terms);
                sum += (double)_tape.ReadScalar(_terms.Total) * batch.Rows.Shape.Rows;
                _tape.Rewind();
            }

            return sum / data.Rows;
        }

        public void Dispose() => _tape.Dispose();

        // Up to 256 rows, or the batch size if that is larger; for wide rows, as many as take 32 MB.
        private static int Rows(int batchSize, Dataset data)
        {
            const int MaximumValues = 1 << 23;
            int columns = Math.Max(data.Columns, data.Output.Columns);
            return Math.Clamp(MaximumValues / columns, 1, Math.Max(batchSize, 256));
        }
    }
}
