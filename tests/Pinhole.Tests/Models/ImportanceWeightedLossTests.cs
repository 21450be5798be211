using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Reconstructions;
using Pinhole.Numerics;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Tests.Evaluation;

namespace Pinhole.Tests.Models;

public class ImportanceWeightedLossTests
{
    private const int Samples = 3;

    [Theory]
    [InlineData("bce")]
    [InlineData("mse")]
    public void The_terms_are_those_of_a_calculation_by_hand_and_add_up_to_the_bound(string loss)
    {
        using SmallVae vae = new(loss);
        using Autoencoder model = WithSamples(vae, Samples);
        float[] rows = SmallVae.Rows(1).Values();
        Pass pass = Pass.Training(model.Parameters, seed: 4, step: 17);
        using Tape tape = new(model.Parameters.Kernels);
        LossTerms terms = new();
        model.Loss(new Batch(tape.Input(rows, new Shape(6, 5))), pass, terms);

        double reconstruction = 0,
            ratios = 0,
            bound = 0;
        (float[] code, float[] noise) = CodeAndNoise(model, rows, pass);
        for (int row = 0; row < 6; row++)
        {
            LogMeanExp weights = new();
            for (int sample = 0; sample < Samples; sample++)
            {
                float[] z = new float[2];
                double ratio = 0;
                for (int j = 0; j < 2; j++)
                {
                    double mean = code[(row * 4) + j],
                        deviation = Math.Exp(code[(row * 4) + 2 + j] / 2);
                    double value = mean + (deviation * noise[(((row * Samples) + sample) * 2) + j]);
                    z[j] = (float)value;
                    ratio += LogDensity(value, 0, 1) - LogDensity(value, mean, deviation);
                }

                double cost = Cost(model, z, rows.AsSpan(row * 5, 5), loss);
                reconstruction += cost / (6 * Samples);
                ratios += ratio / (6 * Samples);
                weights.Add(ratio - cost);
            }

            bound -= weights.Value / 6;
        }

        Assert.Equal(["kl", "reconstruction", "importance"], Enumerable.Range(0, terms.Count).Select(terms.Name));
        Assert.Equal(-ratios, tape.ReadScalar(terms.Value(0)), 1e-4);
        Assert.Equal(reconstruction, tape.ReadScalar(terms.Value(1)), 1e-4);
        Assert.Equal(bound, tape.ReadScalar(terms.Total), 1e-4);
        Assert.True(tape.ReadScalar(terms.Value(2)) < -0.01);
    }

    // dz of a sample is −share² times the slope of log w along z, found by central differences; nothing of the tape is
    // used.
    [Theory]
    [InlineData("bce")]
    [InlineData("mse")]
    public void In_training_the_code_gets_the_doubly_reparameterized_gradient(string loss)
    {
        using SmallVae vae = new(loss);
        using Autoencoder model = WithSamples(vae, Samples);
        float[] rows = SmallVae.Rows(1).Values();
        Pass pass = Pass.Training(model.Parameters, seed: 4, step: 17);
        (float[] code, float[] noise) = CodeAndNoise(model, rows, pass);

        // The bias of the code is added to every row's: its gradient is the sum of theirs.
        double[] expected = new double[4];
        for (int row = 0; row < 6; row++)
        {
            float[] target = rows[(row * 5)..((row + 1) * 5)];
            double[] mean = [code[row * 4], code[(row * 4) + 1]],
                deviation = [Math.Exp(code[(row * 4) + 2] / 2), Math.Exp(code[(row * 4) + 3] / 2)];
            double[][] noises =
            [
                .. Enumerable
                    .Range(row * Samples, Samples)
                    .Select(sample => new double[] { noise[2 * sample], noise[(2 * sample) + 1] }),
            ];
            double[][] latents =
            [
                .. noises.Select(e => new[] { mean[0] + (deviation[0] * e[0]), mean[1] + (deviation[1] * e[1]) }),
            ];
            double LogWeight(double[] z) =>
                Enumerable.Range(0, 2).Sum(j => LogDensity(z[j], 0, 1) - LogDensity(z[j], mean[j], deviation[j]))
                - Cost(model, [(float)z[0], (float)z[1]], target, loss);
            double[] weights = [.. latents.Select(z => Math.Exp(LogWeight(z)))];
            for (int sample = 0; sample < Samples; sample++)
            {
                for (int j = 0; j < 2; j++)
                {
                    double[] above = [.. latents[sample]],
                        below = [.. latents[sample]];
                    above[j] += 1e-2;
                    below[j] -= 1e-2;
                    double share = weights[sample] / weights.Sum(),
                        dz = -share * share * (LogWeight(above) - LogWeight(below)) / 2e-2 / 6;
                    expected[j] += dz;
                    expected[2 + j] += dz * deviation[j] * noises[sample][j] / 2;
                }
            }
        }

        double[] found = CodeGradient(model, rows, pass);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.All(expected, slope => Assert.True(Math.Abs(slope) > 5e-3, $"a slope of {slope} shows little"));
    }

    [Fact]
    public void The_gradient_in_training_is_in_the_mean_that_of_the_bound_with_less_noise()
    {
        const int Draws = 20_000;
        using SmallVae vae = new("bce");
        using Autoencoder model = WithSamples(vae, Samples);
        float[] rows = SmallVae.Rows(1).Values();
        (double[] mean, double[] variance) = Moments(step => Pass.Training(model.Parameters, 4, step));
        (double[] wanted, double[] plain) = Moments(step => Pass.Evaluation(model.Parameters, 4, step));

        for (int i = 0; i < 4; i++)
            Assert.Equal(wanted[i], mean[i], 4.5 * Math.Sqrt((variance[i] + plain[i]) / Draws));
        Assert.True(variance.Sum() < 0.9 * plain.Sum(), $"a variance of {variance.Sum()} beside {plain.Sum()}");

        (double[] Mean, double[] Variance) Moments(Func<int, Pass> pass)
        {
            double[] sum = new double[4],
                squares = new double[4];
            for (int step = 0; step < Draws; step++)
            {
                double[] gradient = CodeGradient(model, rows, pass(step));
                for (int i = 0; i < 4; i++)
                {
                    sum[i] += gradient[i];
                    squares[i] += gradient[i] * gradient[i];
                }
            }

            return (
                [.. sum.Select(value => value / Draws)],
                [.. squares.Select((square, i) => (square / Draws) - Math.Pow(sum[i] / Draws, 2))]
            );
        }
    }

    [Fact]
    public void More_samples_are_a_tighter_bound()
    {
        using SmallVae vae = new("bce");
        double Bound(int samples)
        {
            using Autoencoder model = WithSamples(vae, samples);
            using Tape tape = new(model.Parameters.Kernels, recording: false);
            LossTerms terms = new();
            Dataset rows = SmallVae.Rows(500);
            model.Loss(
                new Batch(tape.Input(rows.Values(), new Shape(rows.Rows, 5))),
                Pass.Evaluation(model.Parameters, 1, 0),
                terms
            );
            return tape.ReadScalar(terms.Total);
        }

        double one = Bound(1),
            five = Bound(5),
            fifty = Bound(50),
            limit = SmallVae.Numbers("bce nll").Average();
        Assert.True(
            one > five && five > fifty && fifty > limit - 0.01,
            $"{one}, {five}, {fifty}, and the limit is {limit}"
        );
    }

    [Theory]
    [InlineData("huber")]
    [InlineData("ssim")]
    public void A_loss_that_is_no_likelihood_is_refused(string loss) =>
        Refusal.Says(
            () =>
                (
                    Presets.Vae(3) with
                    {
                        Bottleneck = new GaussianBottleneck(Samples: 5),
                        Reconstruction = Reconstruction.Create(loss),
                    }
                ).Validate(),
            "a loss that is a likelihood",
            "bce"
        );

    [Fact]
    public void Errors_that_are_weighed_apart_are_refused() =>
        Refusal.Says(
            () =>
                (
                    Presets.Vae(3) with
                    {
                        Bottleneck = new GaussianBottleneck(Samples: 5),
                        Corruption = new MaskingCorruption(0.3, new Emphasis(2)),
                    }
                ).Validate(),
            "weighted errors"
        );

    [Fact]
    public void What_the_bound_does_not_have_is_refused()
    {
        Refusal.Says(() => new GaussianBottleneck(Samples: 0).Validate(), "a latent of 0 samples");
        Refusal.Says(
            () => new GaussianBottleneck(Beta: 4, Samples: 5).Validate(),
            "the importance-weighted bound",
            "`Beta` 1"
        );
        Refusal.Says(() => new GaussianBottleneck(FreeBits: 1, Samples: 5).Validate(), "free bits");
        Refusal.Says(() => new GaussianBottleneck(Capacity: 1, Samples: 5).Validate(), "capacity");
        Refusal.Says(
            () => new GaussianBottleneck(Schedule: BetaSchedule.Linear, ScheduleSteps: 5, Samples: 5).Validate(),
            "schedule"
        );
    }

    // The weights of the small model, with another number of samples.
    private static Autoencoder WithSamples(SmallVae vae, int samples)
    {
        Autoencoder model = Autoencoder.Create(
            vae.Model.Options with
            {
                Bottleneck = new GaussianBottleneck(Samples: samples),
            },
            vae.Model.Schema
        );
        for (int i = 0; i < model.Parameters.Parameters.Count; i++)
        {
            float[] values = new float[model.Parameters.Parameters[i].Shape.Length];
            vae.Model.Parameters.Kernels.Read(vae.Model.Parameters.Parameters[i].Value, values);
            model.Parameters.Kernels.Write(values, model.Parameters.Parameters[i].Value);
        }

        return model;
    }

    private static double[] CodeGradient(Autoencoder model, float[] rows, Pass pass)
    {
        using Tape tape = new(model.Parameters.Kernels);
        LossTerms terms = new();
        model.Loss(new Batch(tape.Input(rows, new Shape(6, 5))), pass, terms);
        tape.Backward(terms.Total);
        float[] gradient = new float[4];
        model.Parameters.Kernels.Read(
            model.Parameters.Parameters.Single(parameter => parameter.Name == "encoder.1.bias").Gradient,
            gradient
        );
        return [.. gradient.Select(value => (double)value)];
    }

    private static (float[] Code, float[] Noise) CodeAndNoise(Autoencoder model, float[] rows, Pass pass)
    {
        using Tape tape = new(model.Parameters.Kernels, recording: false);
        float[] code = new float[6 * 4],
            noise = new float[6 * Samples * 2];
        tape.Read(model.Code(tape.Input(rows, new Shape(6, 5)), null, Pass.Inference(model.Parameters)), code);
        NoiseSource source = pass.Noise(NoiseUsers.Bottleneck);
        using Storage storage = model.Parameters.Kernels.Allocate(noise.Length);
        model.Parameters.Kernels.FillNormal(storage.All, source.Seed, source.Stream);
        model.Parameters.Kernels.Read(storage.All, noise);
        return (code, noise);
    }

    private static double LogDensity(double x, double mean, double deviation) =>
        -(Math.Pow((x - mean) / deviation, 2) / 2) - Math.Log(deviation * Math.Sqrt(2 * Math.PI));

    private static double Cost(Autoencoder model, float[] z, ReadOnlySpan<float> target, string loss)
    {
        float[] output = new float[5];
        model.Decode(z, output);
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            sum +=
                loss == "mse"
                    ? Math.Pow(target[i] - output[i], 2)
                    : -(target[i] * Math.Log(output[i])) - ((1 - target[i]) * Math.Log(1 - output[i]));
        }

        return sum;
    }
}
