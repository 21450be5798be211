using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Reconstructions;
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
        float[] rows = new float[30];
        SmallVae.Rows(1).CopyRows([0, 1, 2, 3, 4, 5], rows);
        Pass pass = Pass.Training(model.Parameters, seed: 4, step: 17);
        using Tape tape = new(model.Parameters.Kernels);
        LossTerms terms = new();
        model.Loss(new Batch(tape.Input(rows, new Shape(6, 5))), pass, terms);

        double reconstruction = 0, ratios = 0, bound = 0;
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
                    double mean = code[(row * 4) + j], deviation = Math.Exp(code[(row * 4) + 2 + j] / 2);
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
            model.Loss(new Batch(tape.Input(rows.Values(), new Shape(rows.Rows, 5))), Pass.Evaluation(model.Parameters, 1, 0), terms);
            return tape.ReadScalar(terms.Total);
        }

        double one = Bound(1), five = Bound(5), fifty = Bound(50), limit = SmallVae.Numbers("bce nll").Average();
        Assert.True(one > five && five > fifty && fifty > limit - 0.01, $"{one}, {five}, {fifty}, and the limit is {limit}");
    }

    [Theory]
    [InlineData("huber")]
    [InlineData("ssim")]
    public void A_loss_that_is_no_likelihood_is_refused(string loss) => Refusal.Says(
        () => (Presets.Vae(3) with { Bottleneck = new GaussianBottleneck(Samples: 5), Reconstruction = Reconstruction.Create(loss) }).Validate(),
        "a loss that is a likelihood",
        "bce");

    [Fact]
    public void Errors_that_are_weighed_apart_are_refused() => Refusal.Says(
        () => (Presets.Vae(3) with { Bottleneck = new GaussianBottleneck(Samples: 5), Corruption = new MaskingCorruption(0.3, new Emphasis(2)) }).Validate(),
        "weighed apart");

    [Fact]
    public void What_the_bound_does_not_have_is_refused()
    {
        Refusal.Says(() => new GaussianBottleneck(Samples: 0).Validate(), "0 samples of a latent");
        Refusal.Says(() => new GaussianBottleneck(Beta: 4, Samples: 5).Validate(), "the importance-weighted bound", "--beta 1");
        Refusal.Says(() => new GaussianBottleneck(FreeBits: 1, Samples: 5).Validate(), "free bits");
        Refusal.Says(() => new GaussianBottleneck(Capacity: 1, Samples: 5).Validate(), "capacity");
        Refusal.Says(() => new GaussianBottleneck(Schedule: BetaSchedule.Linear, ScheduleSteps: 5, Samples: 5).Validate(), "schedule");
    }

    // The weights of the small model, with another number of samples.
    private static Autoencoder WithSamples(SmallVae vae, int samples)
    {
        Autoencoder model = Autoencoder.Create(vae.Model.Options with { Bottleneck = new GaussianBottleneck(Samples: samples) }, vae.Model.Schema);
        for (int i = 0; i < model.Parameters.Parameters.Count; i++)
        {
            float[] values = new float[model.Parameters.Parameters[i].Shape.Length];
            vae.Model.Parameters.Kernels.Read(vae.Model.Parameters.Parameters[i].Value, values);
            model.Parameters.Kernels.Write(values, model.Parameters.Parameters[i].Value);
        }

        return model;
    }

    private static (float[] Code, float[] Noise) CodeAndNoise(Autoencoder model, float[] rows, Pass pass)
    {
        using Tape tape = new(model.Parameters.Kernels, recording: false);
        float[] code = new float[6 * 4], noise = new float[6 * Samples * 2];
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
            sum += loss == "mse"
                ? Math.Pow(target[i] - output[i], 2)
                : -(target[i] * Math.Log(output[i])) - ((1 - target[i]) * Math.Log(1 - output[i]));
        }

        return sum;
    }
}
