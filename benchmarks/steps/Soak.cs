using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Training;

namespace Pinhole.Benchmarks.Steps;

/// <summary>
/// Takes many steps of a small model and looks what memory the process holds early, midway and at the end.
/// </summary>
internal sealed class Soak(long steps) : ITrainingObserver
{
    private const int Columns = 64;
    private const int Rows = 3200;
    private const int Batch = 32;

    /// <summary>
    /// Resident memory after a tenth, a half and all of the steps, in megabytes; the runtime itself is warm by then.
    /// </summary>
    public double[] Megabytes { get; } = new double[3];

    public static Soak Run(long steps, Kernels kernels)
    {
        Rng rng = new(1);
        float[] values = new float[Rows * Columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = rng.NextFloat();
        Dataset data = Dataset.FromRows(values, Columns);
        AutoencoderOptions options = new() { Latent = 8, Network = new DenseNetwork([32], Activation.Relu) };
        using Autoencoder model = Autoencoder.Create(options, data.Schema, seed: 1, kernels);
        Soak soak = new(steps);
        int epochs = checked((int)((steps / (Rows / Batch)) + 1));
        Trainer.Fit(
            model,
            data,
            new TrainingOptions
            {
                Epochs = epochs,
                BatchSize = Batch,
                ValidationShare = 0,
            },
            soak
        );
        return soak;
    }

    public bool Observe(in TrainingProgress progress)
    {
        if (progress.EpochEnded)
            return true;
        if (progress.Step == Math.Max(1, steps / 10))
            Megabytes[0] = Resident();
        if (progress.Step == steps / 2)
            Megabytes[1] = Resident();
        if (progress.Step == steps)
            Megabytes[2] = Resident();
        return progress.Step < steps;
    }

    private static double Resident() => Environment.WorkingSet / 1e6;
}
