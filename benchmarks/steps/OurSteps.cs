using System.Diagnostics;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Training;

namespace Pinhole.Benchmarks.Steps;

/// <summary>
/// Times training steps as a user gets them: a dataset, the shuffling loader, a model and <see cref="Trainer"/>,
/// with uniform random rows, Adam and no validation.
/// </summary>
internal sealed class OurSteps(Case model, int batch, double seconds) : ITrainingObserver
{
    private const int Rows = 8192;
    private const int Chunks = 10;

    private readonly List<long> _ticks = [];
    private readonly Stopwatch _clock = new();
    private readonly double _warmUp = Math.Max(0.5, seconds / 4);

    /// <summary>The median over ten stretches of the mean time of a step, in milliseconds.</summary>
    public static double Measure(Case model, int batch, double seconds, Kernels kernels)
    {
        Rng rng = new(1);
        float[] values = new float[Rows * model.Columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = rng.NextFloat();
        Dataset data = Dataset.FromRows(values, model.Columns);
        using Autoencoder autoencoder = Autoencoder.Create(model.Options, data.Schema, seed: 1, kernels);
        OurSteps observer = new(model, batch, seconds);
        TrainingOptions options = new()
        {
            Epochs = 1_000_000,
            BatchSize = batch,
            ValidationShare = 0,
            Schedule = new ConstantSchedule(),
        };
        Trainer.Fit(autoencoder, data, options, observer);
        return observer.Median();
    }

    public bool Observe(in TrainingProgress progress)
    {
        if (!_clock.IsRunning)
            _clock.Start();
        if (_clock.Elapsed.TotalSeconds >= _warmUp)
            _ticks.Add(_clock.ElapsedTicks);
        return _clock.Elapsed.TotalSeconds < _warmUp + seconds;
    }

    private double Median()
    {
        int steps = (_ticks.Count - 1) / Chunks;
        if (steps == 0)
            throw new InvalidOperationException($"{model.Name} at batch {batch} takes too long a step for {seconds} s; give more --seconds.");
        double[] means = new double[Chunks];
        for (int i = 0; i < Chunks; i++)
            means[i] = (_ticks[(i + 1) * steps] - _ticks[i * steps]) * 1000.0 / Stopwatch.Frequency / steps;
        Array.Sort(means);
        return (means[4] + means[5]) / 2;
    }
}
