using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Networks;

namespace Pinhole.Tests.Evaluation;

public class LatentUsageTests
{
    [Fact]
    public void Divergence_and_variance_of_each_Gaussian_are_NumPys()
    {
        using SmallVae vae = new("bce");
        LatentUsage usage = LatentUsage.Measure(vae.Model, SmallVae.Rows(1));

        Assert.Equal(6, usage.Rows);
        foreach (
            (double expected, double actual) in SmallVae
                .Numbers("kl")
                .Zip(usage.Kl!)
                .Concat(SmallVae.Numbers("mean variances").Zip(usage.Variances))
        )
            Assert.Equal(expected, actual, 1e-5);
        Assert.Equal(usage, usage with { });
        Assert.Equal(2, usage.ActiveUnits);
    }

    [Fact]
    public void A_Gaussian_is_active_above_a_hundredth() =>
        Assert.Equal(2, new LatentUsage(10, [0, 0.01, 0.011, 3], [0, 0, 0, 1]).ActiveUnits);

    [Fact]
    public void Latents_that_do_not_vary_are_dead()
    {
        // z = (x₁, 5, x₂ / 10,000 + 1000, x₁ − x₂)
        Dataset data = Dataset.FromRows([.. Enumerable.Range(0, 200).Select(i => i % 7 / 7f)], 2);
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(4) with
            {
                Network = new DenseNetwork([]),
                Preprocess = "none",
            },
            data.Schema
        );
        model.Parameters.Kernels.Write([1, 0, 0, 0, 0, 1e-4f, 1, -1], model.Parameters.Parameters[0].Value);
        model.Parameters.Kernels.Write([0, 5, 1000, 0], model.Parameters.Parameters[1].Value);
        LatentUsage usage = LatentUsage.Measure(model, data);

        Assert.Equal((2, null, null), (usage.DeadUnits, usage.ActiveUnits, usage.Kl));
        double[] first = [.. Enumerable.Range(0, 100).Select(row => (double)data.Row(row)[0])];
        Assert.Equal(first.Average(value => value * value) - Math.Pow(first.Average(), 2), usage.Variances[0], 1e-6);
        Assert.Equal(0, usage.Variances[1]);
    }

    [Fact]
    public void Rows_that_are_all_the_same_leave_every_latent_dead()
    {
        Dataset data = Dataset.FromRows(new float[20], 2);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), data.Schema);
        Assert.Equal(3, LatentUsage.Measure(model, data).DeadUnits);
    }
}
