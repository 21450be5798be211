using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Evaluation;

public class VariationalTests
{
    [Theory]
    [InlineData("bce")]
    [InlineData("mse")]
    [InlineData("mae")]
    [InlineData("poisson")]
    [InlineData("gaussian-diagonal")]
    public void The_figures_are_those_of_quadrature(string loss)
    {
        using SmallVae vae = new(loss);
        VariationalMetrics metrics = Variational.Measure(
            vae.Model,
            SmallVae.Rows(1000),
            importanceSamples: 0,
            seed: 1
        )!;
        VariationalMetrics weighted = Variational.Measure(
            vae.Model,
            SmallVae.Rows(20),
            importanceSamples: 3000,
            seed: 1
        )!;

        double kl = SmallVae.Numbers(loss == "poisson" ? "poisson kl" : "kl").Sum(),
            likelihood = SmallVae.Numbers($"{loss} log-likelihood").Average();
        Assert.Equal(kl, metrics.Kl, 1e-5);
        Assert.Equal(likelihood, metrics.LogLikelihood!.Value, 0.02);
        Assert.Equal(likelihood - kl, metrics.Elbo!.Value, 0.02);
        Assert.Null(metrics.ImportanceWeightedNll);
        // The samples' distribution is farther from the posterior of counts.
        double tolerance = loss == "poisson" ? 0.02 : 0.005;
        Assert.Equal(SmallVae.Numbers($"{loss} nll").Average(), weighted.ImportanceWeightedNll!.Value, tolerance);
        Assert.Equal(3000, weighted.ImportanceSamples);
    }

    [Theory]
    [InlineData("bce", true)]
    [InlineData("mse", false)]
    [InlineData("poisson", true)]
    public void It_knows_which_likelihoods_are_none_of_fractions(string loss, bool expected)
    {
        using SmallVae vae = new(loss);
        Dataset rows = Dataset.FromRows([.. Enumerable.Repeat(0.25f, 20)], 5);
        Assert.Equal(expected, Variational.Measure(vae.Model, rows, 0, seed: 1)!.IsOfFractions);
        Assert.False(Variational.Measure(vae.Model, rows.Binarize(1), 0, seed: 1)!.IsOfFractions);
    }

    [Fact]
    public void It_tells_how_far_it_is_and_can_be_stopped()
    {
        using SmallVae vae = new("bce");
        using CancellationTokenSource source = new();
        Shares shares = new();
        Variational.Measure(vae.Model, SmallVae.Rows(10), 100, seed: 1, shares);
        Assert.Equal(shares.All.Order(), shares.All);
        Assert.Equal(1, shares.All[^1]);
        Assert.True(shares.All.Count >= 60);

        shares.Then = source.Cancel;
        Assert.Throws<OperationCanceledException>(() =>
            Variational.Measure(vae.Model, SmallVae.Rows(1000), 5000, seed: 1, shares, source.Token)
        );
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> All { get; } = [];

        public Action? Then { get; set; }

        public void Report(double value)
        {
            All.Add(value);
            Then?.Invoke();
        }
    }

    [Fact]
    public void More_samples_come_closer_from_above()
    {
        using SmallVae vae = new("bce");
        double Nll(int samples) =>
            Variational.Measure(vae.Model, SmallVae.Rows(500), samples, seed: 1)!.ImportanceWeightedNll!.Value;
        double one = Nll(1),
            five = Nll(5),
            fifty = Nll(50),
            limit = SmallVae.Numbers("bce nll").Average();

        Assert.Equal(-Variational.Measure(vae.Model, SmallVae.Rows(500), 0, seed: 1)!.Elbo!.Value, one, 0.1);
        Assert.True(
            one > five && five > fifty && fifty > limit - 0.01,
            $"{one}, {five}, {fifty}, and the limit is {limit}"
        );
    }

    // x = wz + b + noise of variance ½ has the marginal N(b, wwᵀ + ½I).
    [Fact]
    public void A_linear_Gaussian_model_has_its_known_likelihood()
    {
        double[] w = [1.5, -0.5, 0.8],
            b = [0.2, -0.1, 0.4];
        float[] rows = [1, 0.5f, -0.3f, -2, 1, 0, 0.7f, 0.7f, 1.9f];
        double squared = w.Sum(value => value * value),
            variance = 1 / (1 + (2 * squared)),
            expected = 0;
        for (int row = 0; row < 3; row++)
        {
            double length = 0,
                along = 0;
            for (int i = 0; i < 3; i++)
            {
                double difference = rows[(row * 3) + i] - b[i];
                length += difference * difference;
                along += w[i] * difference;
            }

            // Sherman and Morrison for the inverse, and the determinant lemma.
            double distance = (2 * length) - (4 * along * along * variance);
            expected += (distance + Math.Log(Math.Pow(0.5, 3) * (1 + (2 * squared))) + (3 * Math.Log(2 * Math.PI))) / 6;
        }

        // By its true posterior every sample weighs the same: one is enough. By another many are needed.
        Assert.Equal(expected, Nll(scale: 1, samples: 1), 1e-4);
        Assert.Equal(expected, Nll(scale: 1.7, samples: 20_000), 0.01);
        Assert.True(Nll(scale: 1.7, samples: 1, times: 200) > expected + 0.2);

        double Nll(double scale, int samples, int times = 1)
        {
            AutoencoderOptions options = new()
            {
                Latent = 1,
                Network = new DenseNetwork([]),
                Bottleneck = new GaussianBottleneck(),
                Preprocess = "none",
                OutputActivation = Activation.Identity,
            };
            Dataset data = Dataset.FromRows([.. Enumerable.Repeat(rows, times).SelectMany(all => all)], 3);
            using Autoencoder model = Autoencoder.Create(options, data.Schema);
            float[][] weights =
            [
                [.. w.Select(value => (float)(2 * variance * value)), 0, 0, 0],
                [(float)(-2 * variance * w.Zip(b, (x, y) => x * y).Sum()), (float)Math.Log(variance * scale * scale)],
                [.. w.Select(value => (float)value)],
                [.. b.Select(value => (float)value)],
            ];
            for (int i = 0; i < weights.Length; i++)
                model.Parameters.Kernels.Write(weights[i], model.Parameters.Parameters[i].Value);
            return Variational.Measure(model, data, samples, seed: 3)!.ImportanceWeightedNll!.Value;
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        (double?, double?) Figures(int threads, ulong seed)
        {
            using Kernels kernels = CpuKernels.Create(threads);
            using SmallVae vae = new("bce", kernels);
            VariationalMetrics metrics = Variational.Measure(vae.Model, SmallVae.Rows(300), 70, seed)!;
            return (metrics.Elbo, metrics.ImportanceWeightedNll);
        }

        Assert.Equal(Figures(1, seed: 4), Figures(2, seed: 4));
        Assert.Equal(Figures(1, seed: 4), Figures(3, seed: 4));
        Assert.NotEqual(Figures(1, seed: 4), Figures(1, seed: 5));
    }

    [Fact]
    public void A_loss_that_is_no_likelihood_has_its_latents_alone_measured()
    {
        using SmallVae vae = new("huber");
        VariationalMetrics metrics = Variational.Measure(vae.Model, SmallVae.Rows(1), 0, seed: 1)!;

        Assert.Equal((null, null), (metrics.Elbo, metrics.LogLikelihood));
        Assert.Equal(SmallVae.Numbers("kl").Sum(), metrics.Kl, 1e-5);
        Refusal.Says(
            () => Variational.Measure(vae.Model, SmallVae.Rows(1), 5, seed: 1),
            "is not a likelihood",
            "`Reconstruction` bce"
        );
    }

    [Fact]
    public void Models_without_a_Gaussian_have_no_such_figures()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(2), SmallVae.Rows(1).Schema);

        Assert.Null(Variational.Measure(model, SmallVae.Rows(1), 0, seed: 1));
        Refusal.Says(
            () => Variational.Measure(model, SmallVae.Rows(1), 5, seed: 1),
            "a vanilla model has none",
            "train a vae"
        );
    }
}
