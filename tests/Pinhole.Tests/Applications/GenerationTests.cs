using Pinhole.Applications;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Applications;

public class GenerationTests
{
    private static readonly Dataset Rows = SmallData.Binary(12, 10);

    [Fact]
    public void Samples_are_decoded_from_the_prior_and_come_from_the_seed()
    {
        using Autoencoder model = Create("vae");
        Dataset samples = Generation.Sample(model, 2000, seed: 3);
        Assert.Equal((2000, 10), (samples.Rows, samples.Columns));
        Assert.Equal(samples.Values(), Generation.Sample(model, 2000, seed: 3).Values());
        Assert.NotEqual(samples.Values(), Generation.Sample(model, 2000, seed: 4).Values());

        // An identity as decoder would show the latents; a linear one shows them through its weights.
        float[] mean = new float[10];
        model.Decode(new float[3], mean);
        for (int column = 0; column < 10; column++)
            Assert.Equal(mean[column], Enumerable.Range(0, 2000).Average(row => samples.Row(row)[column]), 0.1);
    }

    [Fact]
    public void A_model_without_a_prior_cannot_be_sampled()
    {
        using Autoencoder model = Create("deep");
        Refusal.Says(() => Generation.Sample(model, 5, 1), "a deep model cannot be sampled", "train a vae");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_way_begins_and_ends_at_the_two_reconstructions(bool spherical)
    {
        using Autoencoder model = Create("vae");
        Dataset way = Generation.Interpolate(model, Rows.Row(0), Rows.Row(1), 5, spherical);
        float[] back = new float[20];
        model.Reconstruct(Rows.Values().AsSpan(0, 20), back);

        Assert.Equal(5, way.Rows);
        Assert.All(way.Row(0).ToArray().Zip(back), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(way.Row(4).ToArray().Zip(back.Skip(10)), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void A_straight_way_passes_the_middle_and_a_spherical_one_keeps_its_length()
    {
        using Autoencoder model = Create("deep");
        float[] latents = new float[6],
            first = latents[..3],
            last = latents[..3];
        model.Encode(Rows.Values().AsSpan(0, 20), latents);
        (first, last) = (latents[..3], latents[3..]);
        double angle = Math.Acos(Dot(first, last) / Math.Sqrt(Dot(first, first) * Dot(last, last)));
        double weight = 1 / (2 * Math.Cos(angle / 2));

        AssertMiddle(spherical: false, 0.5);
        AssertMiddle(spherical: true, weight);

        void AssertMiddle(bool spherical, double share)
        {
            float[] expected = new float[10];
            model.Decode([.. first.Zip(last, (a, b) => (float)(share * (a + b)))], expected);
            float[] middle = Generation.Interpolate(model, Rows.Row(0), Rows.Row(1), 3, spherical).Row(1).ToArray();
            Assert.All(middle.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        }
    }

    [Fact]
    public void A_way_from_a_row_to_itself_stays_there()
    {
        using Autoencoder model = Create("vae");
        Dataset way = Generation.Interpolate(model, Rows.Row(0), Rows.Row(0), 4, spherical: true);
        Assert.All(way.Values().Chunk(10), row => Assert.Equal(way.Row(0).ToArray(), row));
    }

    [Fact]
    public void A_traversal_moves_one_number_at_a_time()
    {
        using Autoencoder model = Create("vae");
        Dataset rows = Generation.Traverse(model, [0.5f, 0, -1], 3, range: 2);
        float[] expected = new float[90];
        model.Decode(
            [
                -2,
                0,
                -1,
                0,
                0,
                -1,
                2,
                0,
                -1,
                0.5f,
                -2,
                -1,
                0.5f,
                0,
                -1,
                0.5f,
                2,
                -1,
                0.5f,
                0,
                -2,
                0.5f,
                0,
                0,
                0.5f,
                0,
                2,
            ],
            expected
        );

        Assert.Equal(expected, rows.Values());
        Assert.Throws<ArgumentException>(() => Generation.Traverse(model, [0, 0], 3, 2));
    }

    private static double Dot(float[] first, float[] last) => first.Zip(last, (a, b) => (double)a * b).Sum();

    private static Autoencoder Create(string preset) =>
        Autoencoder.Create(
            Presets.Create(preset, latent: 3) with
            {
                Network = new DenseNetwork([8], Activation.Tanh),
            },
            Rows.Schema
        );
}
