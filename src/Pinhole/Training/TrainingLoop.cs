using System.Diagnostics;
using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Optimizers;

namespace Pinhole.Training;

/// <summary>The epochs: batches in, weights out.</summary>
internal sealed class TrainingLoop
{
    private readonly Autoencoder _model;
    private readonly Dataset _train;
    private readonly Dataset? _validation;
    private readonly TrainingOptions _options;
    private readonly List<EpochRecord> _epochs = [];
    private readonly List<double> _losses = [];
    private readonly Stopwatch _clock = new();
    private long _samples;

    public TrainingLoop(Autoencoder model, Dataset train, Dataset? validation, TrainingOptions options)
    {
        _model = model;
        _train = train;
        _validation = validation;
        _options = options;
    }

    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    public int BestEpoch { get; private set; }

    public TimeSpan Elapsed => _clock.Elapsed;

    public double SamplesPerSecond => _samples / Math.Max(1e-9, _clock.Elapsed.TotalSeconds);

    /// <summary>Trains until there is a reason to stop; the model ends up with its best weights.</summary>
    public StopReason Run(ITrainingObserver? observer, CancellationToken cancellationToken)
    {
        _clock.Start();
        using Optimizer optimizer = _options.Optimizer.Create(_model.Parameters);
        using TrainingStep step = new(_model, optimizer, _options.ClipNorm, _options.Seed);
        using BestWeights best = new(_model.Parameters);
        using LossOfRows judge = new(_model, _validation ?? SomeTrainingRows(), _options.BatchSize, _options.Seed);
        int epochs = _options.Epochs!.Value, patience = _options.Patience!.Value;
        BatchLoader loader = new(_train, _options.BatchSize, new Rng(_options.Seed, RandomStreams.Shuffling), _model.Preprocessor);
        int batches = (_train.Rows + _options.BatchSize - 1) / _options.BatchSize;
        long steps = (long)batches * epochs;
        TrainingProgress progress = new(0, epochs, 0, steps, double.NaN, false, null, 0, TimeSpan.Zero, 0);
        double[] terms = [];
        StopReason? reason = null;
        best.Offer(0, judge.Measure());

        for (int epoch = 1; epoch <= epochs && reason is null; epoch++)
        {
            double sum = 0, rate = 0;
            int seen = 0;
            Array.Clear(terms);
            loader.StartEpoch();
            while (reason is null && step.Load(loader, out int rows))
            {
                rate = _options.Optimizer.LearningRate * _options.Schedule.Factor((double)progress.Step / steps, Losses);
                double loss = step.Run(rate);
                if (double.IsNaN(loss))
                {
                    reason = StopReason.Diverged;
                    break;
                }

                seen += rows;
                _samples += rows;
                sum += loss * rows;
                if (terms.Length < step.Terms.Count)
                    Array.Resize(ref terms, step.Terms.Count);
                for (int term = 0; term < step.Terms.Count; term++)
                    terms[term] += step.ReadTerm(term) * rows;
                progress = progress with
                {
                    Epoch = epoch,
                    Step = progress.Step + 1,
                    Loss = sum / seen,
                    EpochEnded = false,
                    ValidationLoss = null,
                    LearningRate = rate,
                    Elapsed = _clock.Elapsed,
                    SamplesPerSecond = SamplesPerSecond,
                };
                if (observer?.Observe(progress) == false || cancellationToken.IsCancellationRequested)
                    reason = StopReason.Interrupted;
            }

            if (seen == 0 || reason == StopReason.Diverged)
                break;
            double epochLoss = judge.Measure();
            double? validationLoss = _validation is null ? null : epochLoss;
            if (!double.IsFinite(epochLoss))
            {
                reason = StopReason.Diverged;
                break;
            }

            _losses.Add(epochLoss);
            _epochs.Add(new EpochRecord(epoch, sum / seen, NamedTerms(step.Terms, terms, seen), validationLoss, rate));
            best.Offer(epoch, epochLoss);
            progress = progress with { EpochEnded = true, ValidationLoss = validationLoss };
            if (reason is null && observer?.Observe(progress) == false)
                reason = StopReason.Interrupted;
            if (reason is null && _validation is not null && patience > 0 && best.Waited >= patience)
                reason = StopReason.EarlyStopped;
        }

        _clock.Stop();
        best.Restore();
        BestEpoch = best.Epoch;
        return reason ?? StopReason.Finished;
    }

    private ReadOnlySpan<double> Losses => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_losses);

    private static Dictionary<string, double> NamedTerms(LossTerms names, double[] sums, int rows)
    {
        Dictionary<string, double> terms = [];
        for (int term = 0; term < names.Count; term++)
            terms[names.Name(term)] = sums[term] / rows;
        return terms;
    }

    // The mean loss of an epoch's batches is that of weights on their way; where the last of its steps went astray it
    // would not show. Without validation some training rows, from all over, judge the weights an epoch ends with.
    private Dataset SomeTrainingRows()
    {
        int[] rows = new int[Math.Min(_train.Rows, 1024)];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (int)((long)i * _train.Rows / rows.Length);
        return _train.Take(rows);
    }

    /// <summary>The loss of some rows, without gradients.</summary>
    private sealed class LossOfRows(Autoencoder model, Dataset data, int batchSize, ulong seed) : IDisposable
    {
        private readonly Tape _tape = new(model.Parameters.Kernels, recording: false);
        private readonly BatchLoader _loader = new(data, Math.Max(batchSize, 256), null, model.Preprocessor);
        private readonly LossTerms _terms = new();

        public double Measure()
        {
            double sum = 0;
            _loader.StartEpoch();
            _tape.Rewind();
            for (int index = 0; _loader.Next(_tape, out Tensor batch); index++)
            {
                model.Loss(batch, Pass.Evaluation(model.Parameters, seed, index), _terms);
                sum += (double)_tape.ReadScalar(_terms.Total) * batch.Shape.Rows;
                _tape.Rewind();
            }

            return sum / data.Rows;
        }

        public void Dispose() => _tape.Dispose();
    }
}
