using Pinhole.Applications;
using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Random;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models.Reconstructions;

public class LikelihoodTests
{
    public static TheoryData<string> Names =>
        [.. Reconstruction.Names.Where(name => Reconstruction.Create(name) is Likelihood)];

    [Fact]
    public void All_losses_but_two_are_likelihoods() =>
        Assert.Equal(
            ["huber", "ssim"],
            Reconstruction.Names.Where(name => Reconstruction.Create(name) is not Likelihood)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Draws_have_the_mean_that_is_rebuilt_and_come_from_the_seed(string name)
    {
        const int Rows = 20_000;
        Dataset data = SmallData.For(name, SmallData.Smooth(20, 4));
        using Autoencoder model = Create(name, data);
        Likelihood likelihood = (Likelihood)model.Reconstruction;
        Pass pass = Pass.Inference(model.Parameters);
        using Tape tape = new(CpuKernels.Shared, recording: false);
        Tensor output = model.Output(tape.Input(new float[Rows * 2], new Shape(Rows, 2)), null, pass);
        float[] means = new float[Rows * 4],
            drawn = new float[Rows * 4],
            again = new float[Rows * 4];
        tape.Read(likelihood.Mean(output, pass), means);
        likelihood.Sample(output, pass, new Rng(3), drawn);
        likelihood.Sample(output, pass, new Rng(3), again);

        Assert.Equal(drawn, again);
        Assert.True(likelihood.Covers(drawn));
        for (int column = 0; column < 4; column++)
        {
            double mean = Enumerable.Range(0, Rows).Average(row => drawn[(row * 4) + column]);
            // Six standard errors of the widest, whose variance is 2.
            Assert.Equal(means[column], mean, 6 * Math.Sqrt(2 * Math.Max(1, means[column]) / Rows));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_likelihood_of_draws_is_their_entropy(string name)
    {
        // −log p averages to the same over draws whichever half of them is taken: it is a density of these numbers.
        const int Rows = 20_000;
        Dataset data = SmallData.For(name, SmallData.Smooth(20, 4));
        using Autoencoder model = Create(name, data);
        Likelihood likelihood = (Likelihood)model.Reconstruction;
        Pass pass = Pass.Inference(model.Parameters);
        using Tape tape = new(CpuKernels.Shared, recording: false);
        Tensor output = model.Output(tape.Input(new float[Rows * 2], new Shape(Rows, 2)), null, pass),
            other = model.Output(tape.Input([.. Enumerable.Repeat(0.5f, Rows * 2)], new Shape(Rows, 2)), null, pass);
        float[] drawn = new float[Rows * 4];
        likelihood.Sample(output, pass, new Rng(3), drawn);
        Batch batch = new(tape.Input(drawn, new Shape(Rows, 4)));

        // By Gibbs' inequality no other distribution makes the draws likelier; its ratio p₂/p₁ averages to 1.
        float[] own = new float[Rows],
            others = new float[Rows];
        tape.Read(likelihood.LogProbability(output, batch, pass), own);
        tape.Read(likelihood.LogProbability(other, batch, pass), others);
        Assert.True(own.Average() >= others.Average());
        double[] ratios = [.. others.Zip(own, (first, second) => Math.Exp(first - second))];
        double mean = ratios.Average(),
            error = Math.Sqrt(ratios.Average(ratio => (ratio - mean) * (ratio - mean)) / Rows);
        Assert.InRange(mean, 1 - (6 * error) - 1e-4, 1 + (6 * error) + 1e-4);
    }

    [Fact]
    public void Numbers_that_count_nothing_are_not_in_the_likelihood()
    {
        using Tape tape = new(CpuKernels.Shared, recording: false);
        Shape shape = new(1, 2);
        Tensor target = tape.Input([1f, 5f], shape);
        Batch batch = new(target, target, Weights: tape.Input([1f, 0f], shape));
        Tensor output = tape.Input([0.5f, 0f], shape);
        Assert.Equal(
            -0.25 - (Math.Log(Math.PI) / 2),
            tape.ReadScalar(new SquaredErrorReconstruction().LogProbability(output, batch, default)),
            1e-6
        );
    }

    [Fact]
    public void Samples_of_a_count_model_are_means_or_counts()
    {
        Dataset data = SmallData.For("poisson", SmallData.Smooth(20, 4));
        using Autoencoder model = Create("poisson", data);
        float[] means = Generation.Sample(model, 50, seed: 1).Values(),
            drawn = Generation.Sample(model, 50, seed: 1, draw: true).Values();
        Assert.Contains(means, value => value != MathF.Round(value));
        Assert.All(drawn, value => Assert.True(value >= 0 && value == MathF.Round(value)));

        using Autoencoder other = Create("huber", data);
        Refusal.Says(
            () => Generation.Sample(other, 5, 1, draw: true),
            "Huber, δ = 1, which is not a likelihood",
            "take the means"
        );
    }

    [Theory]
    [InlineData("bce")]
    [InlineData("mse")]
    [InlineData("poisson")]
    [InlineData("gaussian-diagonal")]
    public void A_model_without_a_Gaussian_bottleneck_has_the_likelihood_of_rows_as_it_rebuilds_them(string name)
    {
        Dataset data = SmallData.For(name, SmallData.Smooth(20, 4));
        using Autoencoder model = Create(name, data, new DeterministicBottleneck());
        Pass pass = Pass.Inference(model.Parameters);
        using Tape tape = new(CpuKernels.Shared, recording: false);
        Tensor rows = tape.Input(data.Values(), new Shape(20, 4));
        float[] logProbabilities = new float[20];
        Tensor output = model.Output(model.Encode(rows), null, pass);
        tape.Read(((Likelihood)model.Reconstruction).LogProbability(output, new Batch(rows), pass), logProbabilities);

        ReconstructionLikelihood found = ReconstructionLikelihood.Measure(model, data)!;
        Assert.Equal(-logProbabilities.Average(value => (double)value), found.Nll, 1e-6);
        Assert.Equal(name == "bce", found.IsOfFractions);
        using Autoencoder other = Create("huber", data, new DeterministicBottleneck());
        Assert.Null(ReconstructionLikelihood.Measure(other, data));
    }

    private static Autoencoder Create(string name, Dataset data, Bottleneck? bottleneck = null)
    {
        Autoencoder model = Autoencoder.Create(
            Presets.Vae(2) with
            {
                Bottleneck = bottleneck ?? new GaussianBottleneck(),
                Reconstruction = Reconstruction.Create(name),
                Preprocess = "none",
            },
            data.Schema,
            seed: 5
        );
        model.FitPreprocessing(data);
        return model;
    }
}
