using System.Diagnostics;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Optimizers.Schedules;
using Pinhole.Training;

namespace Pinhole.Benchmarks.Steps;

/// <summary>
/// Times training steps as a user gets them: a dataset, the shuffling loader, a model and <see cref="Trainer"/>,
/// with uniform random rows, Adam and no validation. One training serves all pairs; it waits while the peer runs.
/// </summary>
/// <param name="seconds">How long each side of a pair is measured.</param>
/// <param name="pairs">How many pairs there are.</param>
/// <param name="peer">Measures the peer's side; null leaves it out.</param>
internal sealed class OurSteps(double seconds, int pairs, Func<double?> peer) : ITrainingObserver
{
    private const int Chunks = 10;

    private readonly List<long> _ticks = [];
    private readonly double _warmUp = Math.Max(0.5, seconds / 4);
    private readonly Pairs _figures = new();
    private int _measured;
    private long _start;
    private long _last;

    /// <summary>For each pair, the median over ten stretches of the mean time of a step, in milliseconds.</summary>
    public static Pairs Measure(Case model, int batch, double seconds, int pairs, Kernels kernels, Func<double?> peer)
    {
        Rng rng = new(1);
        float[] values = new float[model.Rows * model.Columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = rng.NextFloat();
        Dataset data = Dataset.FromRows(values, model.Columns, image: model.Image);
        using Autoencoder autoencoder = Autoencoder.Create(model.Options, data.Schema, seed: 1, kernels);
        OurSteps observer = new(seconds, pairs, peer);
        TrainingOptions options = new()
        {
            Epochs = 1_000_000,
            BatchSize = batch,
            ValidationShare = 0,
            Schedule = new ConstantSchedule(),
        };
        Trainer.Fit(autoencoder, data, options, observer);
        return observer._figures;
    }

    public bool Observe(in TrainingProgress progress)
    {
        long now = Stopwatch.GetTimestamp();
        // An epoch ends with measuring the loss of some rows. That is no step, and the peer does nothing like it.
        if (progress.EpochEnded)
            _start += _start == 0 ? 0 : now - _last;
        else if (_start == 0)
            _start = now;
        else if (now - _start >= _warmUp * Stopwatch.Frequency)
            _ticks.Add(now - _start);
        _last = now;
        if (_ticks.Count <= Chunks || now - _start < (_warmUp + seconds) * Stopwatch.Frequency)
            return true;

        _figures.Add(Median(), peer());
        _ticks.Clear();
        _start = 0;
        return ++_measured < pairs;
    }

    private double Median()
    {
        int steps = (_ticks.Count - 1) / Chunks;
        return Pairs.Median(
            Enumerable
                .Range(0, Chunks)
                .Select(i => (_ticks[(i + 1) * steps] - _ticks[i * steps]) * 1000.0 / Stopwatch.Frequency / steps)
        );
    }
}
