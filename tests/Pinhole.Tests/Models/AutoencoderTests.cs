using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models;

public class AutoencoderTests
{
    [Theory]
    [InlineData("auto", 0, 1, Activation.Sigmoid)]
    [InlineData("auto", 0.2, 0.4, Activation.Sigmoid)]
    [InlineData("auto", -1, 1, Activation.Tanh)]
    [InlineData("auto", -0.1, 0.5, Activation.Tanh)]
    [InlineData("auto", 0, 1.01, Activation.Identity)]
    [InlineData("auto", -5, 0, Activation.Identity)]
    [InlineData("none", 0, 1, Activation.Sigmoid)]
    [InlineData("none", -1, 1, Activation.Tanh)]
    [InlineData("none", 0, 255, Activation.Identity)]
    [InlineData("minmax", 0, 255, Activation.Sigmoid)]
    [InlineData("minmax", -1, 1, Activation.Sigmoid)]
    [InlineData("standardize", 0, 1, Activation.Identity)]
    [InlineData("standardize", 0, 255, Activation.Identity)]
    public void The_output_follows_the_prepared_data(
        string preprocess,
        float minimum,
        float maximum,
        Activation expected
    )
    {
        Schema schema = new()
        {
            Columns = 12,
            Minimum = minimum,
            Maximum = maximum,
        };
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3) with { Preprocess = preprocess }, schema);

        Assert.Equal(expected, model.Options.OutputActivation);
    }

    [Fact]
    public void A_chosen_output_activation_stays()
    {
        Schema schema = new()
        {
            Columns = 12,
            Minimum = 0,
            Maximum = 1,
        };
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(3) with
            {
                OutputActivation = Activation.Softplus,
            },
            schema
        );

        Assert.Equal(Activation.Softplus, model.Options.OutputActivation);
    }

    [Theory]
    [InlineData("auto", -1, 1)]
    [InlineData("auto", 0, 255)]
    [InlineData("none", 0, 1.5)]
    [InlineData("standardize", 0, 1)]
    public void The_Bernoulli_loss_is_refused_beyond_0_and_1(string preprocess, float minimum, float maximum)
    {
        Schema schema = new()
        {
            Columns = 12,
            Minimum = minimum,
            Maximum = maximum,
        };
        AutoencoderOptions options = Presets.Vanilla(3) with
        {
            Preprocess = preprocess,
            Reconstruction = new BernoulliReconstruction(),
        };

        Refusal.Says(() => Autoencoder.Create(options, schema), "bce", "[0, 1]", "minmax");
    }

    [Fact]
    public void The_Bernoulli_loss_gives_probabilities()
    {
        Dataset rows = SmallData.Binary(9, 12);
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(3) with
            {
                Reconstruction = new BernoulliReconstruction(),
            },
            rows.Schema
        );
        float[] back = new float[9 * 12];
        model.Reconstruct(rows.Values(), back);

        Assert.All(back, value => Assert.InRange(value, 0f, 1f));
        Assert.True(back.Distinct().Count() > 20);
    }

    [Fact]
    public void Encoding_from_eight_threads_gives_the_same_bits_as_from_one()
    {
        Dataset rows = SmallData.Smooth(64, 40, scale: 9);
        using Autoencoder model = Autoencoder.Create(Presets.Deep(4), rows.Schema);
        model.FitPreprocessing(rows);
        float[] values = rows.Values(),
            expected = new float[64 * 4];
        for (int row = 0; row < 64; row++)
            model.Encode(rows.Row(row), expected.AsSpan(row * 4, 4));

        float[][] found = [.. Enumerable.Range(0, 8).Select(_ => new float[64 * 4])];
        Thread[] threads =
        [
            .. found.Select(latents => new Thread(() =>
            {
                for (int turn = 0; turn < 20; turn++)
                {
                    for (int row = 0; row < 64; row++)
                        model.Encode(values.AsSpan(row * 40, 40), latents.AsSpan(row * 4, 4));
                }
            })),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.All(found, latents => Assert.Equal(expected, latents));
    }

    [Fact]
    public void Many_rows_at_once_are_the_same_as_row_by_row()
    {
        // More rows than a session takes at a time.
        Dataset rows = SmallData.Smooth(2500, 12, scale: 9);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        model.FitPreprocessing(rows);
        float[] all = new float[2500 * 12],
            one = new float[12];
        model.Reconstruct(rows.Values(), all);

        foreach (int row in new[] { 0, 1023, 1024, 2047, 2048, 2499 })
        {
            model.Reconstruct(rows.Row(row), one);
            for (int column = 0; column < 12; column++)
                Assert.Equal(one[column], all[(row * 12) + column], 1e-4f);
        }
    }

    [Fact]
    public void Rows_can_be_reconstructed_in_place()
    {
        Dataset rows = SmallData.Smooth(10, 12, scale: 9);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        model.FitPreprocessing(rows);
        float[] back = new float[120],
            inPlace = rows.Values();
        model.Reconstruct(rows.Values(), back);
        model.Reconstruct(inPlace, inPlace);

        Assert.Equal(back, inPlace);
    }

    [Fact]
    public void Latents_and_rows_are_those_of_the_layers_by_hand()
    {
        // Two numbers to one and back, without hidden layers: z = 2a + 3b + 1, then (z − 1, −z + 2).
        AutoencoderOptions options = new()
        {
            Latent = 1,
            Network = new DenseNetwork([]),
            Preprocess = "none",
            OutputActivation = Activation.Identity,
        };
        using Autoencoder model = Autoencoder.Create(options, new Schema { Columns = 2, Maximum = 9 });
        Kernels kernels = model.Parameters.Kernels;
        float[][] weights =
        [
            [2, 3],
            [1],
            [1, -1],
            [-1, 2],
        ];
        for (int i = 0; i < weights.Length; i++)
            kernels.Write(weights[i], model.Parameters.Parameters[i].Value);
        float[] latents = new float[2],
            decoded = new float[4],
            back = new float[4];

        model.Encode([1, 2, 0, -1], latents);
        model.Decode(latents, decoded);
        model.Reconstruct([1, 2, 0, -1], back);

        Assert.Equal([9f, -2f], latents);
        Assert.Equal([8f, -7f, -3f, 4f], decoded);
        Assert.Equal(decoded, back);
    }

    [Fact]
    public void No_rows_are_no_work()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), new Schema { Columns = 12 });

        model.Encode([], []);
    }

    [Fact]
    public void A_disposed_model_says_so()
    {
        Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), new Schema { Columns = 12 });
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Encode(new float[12], new float[3]));
        model.Dispose();
    }
}
