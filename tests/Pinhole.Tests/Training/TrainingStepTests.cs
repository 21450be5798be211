using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Tests.Contract;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public class TrainingStepTests
{
    [Fact]
    public void A_long_gradient_is_shortened_and_keeps_its_direction()
    {
        float[] whole = Gradient(clipNorm: 0),
            clipped = Gradient(clipNorm: 0.01);
        double length = Length(whole);

        Assert.True(length > 0.02);
        Assert.Equal(1, Length(clipped) / 0.01, 1e-4);
        Assert.All(whole.Zip(clipped), pair => Assert.Equal(pair.First * 0.01 / length, pair.Second, 1e-6));
    }

    [Fact]
    public void A_short_gradient_stays() => Assert.Equal(Gradient(clipNorm: 0), Gradient(clipNorm: 1e6));

    [Fact]
    public void A_step_moves_against_the_gradient_and_gives_the_loss_before_it()
    {
        Dataset rows = SmallData.Smooth(8, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        double before = model.Loss(rows.Values());
        using Optimizer optimizer = new SgdOptions { Momentum = 0 }.Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed: 1);

        Assert.Equal(before, Run(step, model, rows, 1e-3), 1e-5);
        Assert.True(model.Loss(rows.Values()) < before);
        Assert.Equal(before, step.ReadTerm(0), 1e-5);
    }

    [Fact]
    public void A_loss_that_is_no_number_moves_nothing()
    {
        Dataset rows = SmallData.Smooth(8, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        model.Parameters.Kernels.Write([float.NaN], model.Parameters.Parameters[^1].Value);
        float[] before = model.Weights();
        using Optimizer optimizer = new AdamOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed: 1);

        Assert.Equal(double.NaN, Run(step, model, rows, 1e-3));
        Assert.Equal(before, model.Weights());
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void Noise_is_fresh_in_each_step_and_the_same_whatever_is_measured_between()
    {
        double[] losses = Losses(between: _ => { });

        // Nothing moves, so the losses of the same rows differ by the noise alone.
        Assert.Equal(5, losses.Distinct().Count());
        Assert.Equal(
            losses,
            Losses(model =>
            {
                model.Loss(SmallData.Smooth(8, 12).Values());
                model.Reconstruct(new float[12], new float[12]);
            })
        );
    }

    [Fact]
    public void Another_seed_gives_other_noise() =>
        Assert.NotEqual(Losses(between: _ => { }), Losses(between: _ => { }, seed: 2));

    private static double[] Losses(Action<Autoencoder> between, ulong seed = 1)
    {
        Dataset rows = SmallData.Smooth(8, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vae(3), rows.Schema);
        using Optimizer optimizer = new SgdOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed);
        double[] losses = new double[5];
        for (int i = 0; i < losses.Length; i++)
        {
            losses[i] = Run(step, model, rows, learningRate: 0);
            between(model);
        }

        return losses;
    }

    // What gradient descent with a step size of 1 moves by.
    private static float[] Gradient(double clipNorm)
    {
        Dataset rows = SmallData.Smooth(8, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        using Optimizer optimizer = new SgdOptions { Momentum = 0 }.Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm, seed: 1);
        float[] before = model.Weights();
        Run(step, model, rows, 1);
        return [.. before.Zip(model.Weights(), (start, end) => start - end)];
    }

    private static double Run(TrainingStep step, Autoencoder model, Dataset rows, double learningRate)
    {
        ModelBatches loader = new(model, rows, rows.Rows);
        loader.StartEpoch();
        Assert.True(step.Load(loader, out int count));
        Assert.Equal(rows.Rows, count);
        return step.Run(learningRate);
    }

    private static double Length(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
