using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.Models;

namespace Pinhole.Tests.Evaluation;

public class PosteriorSamplerTests
{
    [Fact]
    public void Samples_and_their_densities_are_those_of_a_calculation_by_hand()
    {
        const int Samples = 3;
        using SmallVae vae = new("bce");
        float[] rows = new float[30];
        SmallVae.Rows(1).CopyRows([0, 1, 2, 3, 4, 5], rows);
        float[] code = Code(vae.Model, rows),
            noise = Noise(vae.Model, 6 * Samples * 2, seed: 9, RandomStreams.PosteriorSamples);
        List<(int Row, double LogLikelihood, double LogRatio)> drawn = [];
        using PosteriorSampler sampler = new(vae.Model, Samples, seed: 9);
        sampler.Draw(rows, rows, [], code, (row, logLikelihood, logRatio) => drawn.Add((row, logLikelihood, logRatio)));

        Assert.Equal(6 * Samples, drawn.Count);
        for (int i = 0; i < drawn.Count; i++)
        {
            int row = i / Samples;
            double prior = 0,
                posterior = 0;
            float[] z = new float[2];
            for (int j = 0; j < 2; j++)
            {
                double mean = code[(row * 4) + j],
                    deviation = Math.Exp(code[(row * 4) + 2 + j] / 2),
                    value = mean + (deviation * noise[(2 * i) + j]);
                z[j] = (float)value;
                prior += LogDensity(value, 0, 1);
                posterior += LogDensity(value, mean, deviation);
            }

            Assert.Equal(row, drawn[i].Row);
            Assert.Equal(prior - posterior, drawn[i].LogRatio, 1e-5);
            Assert.Equal(-CrossEntropy(vae.Model, z, rows.AsSpan(row * 5, 5)), drawn[i].LogLikelihood, 1e-4);
        }
    }

    [Fact]
    public void A_sample_does_not_depend_on_how_many_rows_are_asked_for_at_once()
    {
        using SmallVae vae = new("bce");
        float[] rows = new float[30];
        SmallVae.Rows(1).CopyRows([0, 1, 2, 3, 4, 5], rows);
        List<double> Draw(int count)
        {
            List<double> drawn = [];
            using PosteriorSampler sampler = new(vae.Model, 5000, seed: 9);
            sampler.Draw(
                rows.AsSpan(0, count * 5),
                rows.AsSpan(0, count * 5),
                [],
                Code(vae.Model, rows.AsSpan(0, count * 5)),
                (_, logLikelihood, _) => drawn.Add(logLikelihood)
            );
            return drawn;
        }

        Assert.Equal(Draw(1), Draw(2)[..5000]);
    }

    // Were the noise of a VAE off, or its divergence, both would be found here.
    [Fact]
    public void The_loss_has_the_divergence_and_the_noise_that_the_heads_say()
    {
        using SmallVae vae = new("bce");
        float[] rows = new float[30];
        SmallVae.Rows(1).CopyRows([0, 1, 2, 3, 4, 5], rows);
        Pass pass = Pass.Training(vae.Model.Parameters, seed: 4, step: 17);
        NoiseSource source = pass.Noise(NoiseUsers.Bottleneck);
        float[] code = Code(vae.Model, rows),
            noise = Noise(vae.Model, 12, source.Seed, source.Stream);
        double kl = 0,
            reconstruction = 0,
            still = 0;
        for (int row = 0; row < 6; row++)
        {
            ReadOnlySpan<float> heads = code.AsSpan(row * 4, 4),
                target = rows.AsSpan(row * 5, 5);
            float[] z = new float[2];
            for (int j = 0; j < 2; j++)
            {
                double mean = heads[j],
                    logVariance = heads[2 + j];
                z[j] = (float)(mean + (Math.Exp(logVariance / 2) * noise[(row * 2) + j]));
                kl -= (1 + logVariance - (mean * mean) - Math.Exp(logVariance)) / 2 / 6;
            }

            reconstruction += CrossEntropy(vae.Model, z, target) / 6;
            still += CrossEntropy(vae.Model, heads[..2], target) / 6;
        }

        using Tape tape = new(vae.Model.Parameters.Kernels);
        LossTerms terms = new();
        vae.Model.Loss(new Batch(tape.Input(rows, new Shape(6, 5))), pass, terms);
        Assert.Equal(("kl", "reconstruction"), (terms.Name(0), terms.Name(1)));
        Assert.Equal(kl, tape.ReadScalar(terms.Value(0)), 1e-5);
        Assert.Equal(reconstruction, tape.ReadScalar(terms.Value(1)), 1e-4);
        Assert.True(
            kl > 0.1 && Math.Abs(reconstruction - still) > 0.01,
            $"kl {kl}, with noise {reconstruction}, without {still}"
        );
    }

    private static float[] Code(Autoencoder model, ReadOnlySpan<float> rows)
    {
        using Tape tape = new(model.Parameters.Kernels, recording: false);
        float[] code = new float[rows.Length / 5 * 4];
        tape.Read(
            model.Code(tape.Input(rows, new Shape(rows.Length / 5, 5)), null, Pass.Inference(model.Parameters)),
            code
        );
        return code;
    }

    private static float[] Noise(Autoencoder model, int count, ulong seed, ulong stream)
    {
        float[] noise = new float[count];
        using Storage storage = model.Parameters.Kernels.Allocate(count);
        model.Parameters.Kernels.FillNormal(storage.All, seed, stream);
        model.Parameters.Kernels.Read(storage.All, noise);
        return noise;
    }

    private static double LogDensity(double x, double mean, double deviation) =>
        -(Math.Pow((x - mean) / deviation, 2) / 2) - Math.Log(deviation * Math.Sqrt(2 * Math.PI));

    private static double CrossEntropy(Autoencoder model, ReadOnlySpan<float> z, ReadOnlySpan<float> target)
    {
        float[] ones = new float[5];
        model.Decode(z, ones);
        double sum = 0;
        for (int i = 0; i < 5; i++)
            sum -= (target[i] * Math.Log(ones[i])) + ((1 - target[i]) * Math.Log(1 - ones[i]));
        return sum;
    }
}
