using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Reconstructions;

public class PoissonReconstructionTests
{
    [Fact]
    public void Losses_and_slopes_are_those_of_SciPy_for_rates_from_a_millionth_to_a_million()
    {
        float[] logRates = LossGoldens.Floats("poisson log-rates"),
            counts = LossGoldens.Floats("poisson counts");
        double[] expected = LossGoldens.Doubles("poisson loss"),
            slopes = LossGoldens.Doubles("poisson gradient");
        using Tape tape = new(CpuKernels.Shared);
        Shape shape = new(counts.Length, 1);
        Tensor output = tape.Variable(logRates, shape);
        Tensor loss = new PoissonReconstruction().Loss(output, new Batch(tape.Input(counts, shape)), default);
        float[] losses = new float[counts.Length],
            gradient = new float[counts.Length];
        tape.Read(loss, losses);
        tape.Backward(loss.Sum());
        tape.ReadGradient(output, gradient);

        for (int i = 0; i < counts.Length; i++)
        {
            string what = $"rate {Math.Exp(logRates[i]):G3}, count {counts[i]}";
            // A logarithm near 14 in single precision is 5e−7 off, and so is each of a million counts.
            double tolerance = (2e-6 * Math.Abs(expected[i])) + (1e-6 * Math.Abs(slopes[i])) + 2e-6;
            Assert.True(Math.Abs(losses[i] - expected[i]) <= tolerance, $"{what}: {losses[i]}, not {expected[i]}");
            double of = Math.Exp(logRates[i]) + counts[i];
            Assert.True(Math.Abs(gradient[i] - slopes[i]) <= 1e-6 * of, $"{what}: {gradient[i]}, not {slopes[i]}");
        }
    }

    [Fact]
    public void What_is_no_count_is_refused_by_row()
    {
        AutoencoderOptions options = Presets.Vae(2) with { Reconstruction = new PoissonReconstruction() };
        Dataset Rows(float last) => Dataset.FromRows([1, 2, 3, 4, 0, 1, 2, 3, 7, 1, 2, last], 4, "cells");
        foreach ((float number, string told) in new[] { (0.5f, "row 3 of cells has 0.5"), (1e-3f, "has 0.001") })
        {
            using Autoencoder model = Autoencoder.Create(options, Rows(number).Schema);
            Refusal.Says(
                () => Trainer.Fit(model, Rows(number), new TrainingOptions { Epochs = 1 }),
                "the poisson loss is for counts",
                told,
                "give raw counts"
            );
        }

        Refusal.Says(() => Autoencoder.Create(options, Rows(-1).Schema), "for counts", "negative numbers");
        Refusal.Says(
            () => Autoencoder.Create(options with { Preprocess = "log1p" }, Rows(1).Schema),
            "needs raw counts",
            "'log1p' changes them",
            "choose `Preprocess` none"
        );
        using Autoencoder sound = Autoencoder.Create(options, Rows(9).Schema);
        Assert.Equal("none", sound.Options.Preprocess);
    }

    [Fact]
    public void Training_comes_near_the_entropy_of_counts_that_no_latent_can_hold()
    {
        double[] rates = [0.3, 2, 20];
        Rng rng = new(4);
        float[] counts = new float[1500 * rates.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = (float)PoissonSampler.Draw(rates[i % rates.Length], rng);
        Dataset rows = Dataset.FromRows(counts, rates.Length, "noise");
        using Autoencoder model = Autoencoder.Create(
            Presets.Vae(1) with
            {
                Reconstruction = new PoissonReconstruction(),
            },
            rows.Schema
        );
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 100, BatchSize = 64 });

        double entropy = rates.Sum(Entropy);
        Assert.InRange(record.Epochs[^1].ValidationLoss!.Value, entropy - 0.3, entropy + 0.5);
        float[] mean = new float[rates.Length];
        model.Decode([0f], mean);
        Assert.All(rates.Zip(mean), pair => Assert.InRange(pair.Second / pair.First, 0.8, 1.25));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-3)]
    [InlineData(0.7)]
    [InlineData(9.9)]
    [InlineData(10)]
    [InlineData(47.3)]
    [InlineData(1e6)]
    public void Counts_that_are_drawn_have_the_mean_variance_and_skewness_of_the_rate(double rate)
    {
        const int Draws = 100_000;
        Rng rng = new(5);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => PoissonSampler.Draw(rate, rng))];
        double mean = draws.Average(),
            variance = draws.Average(draw => (draw - rate) * (draw - rate)),
            third = draws.Average(draw => Math.Pow(draw - rate, 3));

        // Six standard errors; the moments of fourth and sixth order are those of a Poisson variable.
        double fourth = rate + (3 * rate * rate),
            sixth = rate + (25 * rate * rate) + (15 * Math.Pow(rate, 3));
        Assert.All(draws, draw => Assert.True(draw >= 0 && draw == Math.Floor(draw)));
        Assert.Equal(rate, mean, 6 * Math.Sqrt(rate / Draws));
        Assert.Equal(rate, variance, 6 * Math.Sqrt((fourth - (rate * rate)) / Draws));
        Assert.Equal(rate, third, 6 * Math.Sqrt((sixth - (rate * rate)) / Draws));
    }

    private static double Entropy(double rate)
    {
        double entropy = 0,
            log = -rate;
        for (int count = 0; count < 200; count++)
        {
            entropy -= Math.Exp(log) * log;
            log += Math.Log(rate / (count + 1));
        }

        return entropy;
    }
}
