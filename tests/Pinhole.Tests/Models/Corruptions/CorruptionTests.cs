using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models.Corruptions;

public class CorruptionTests
{
    private const int Columns = 50_000;
    private static readonly ParameterSet NoWeights = new(CpuKernels.Shared, []);

    [Fact]
    public void Every_name_gives_its_corruption_with_the_level_asked_for()
    {
        Assert.Equal(new NoCorruption(), Corruption.Create("none"));
        Assert.Equal(new GaussianCorruption(0.3), Corruption.Create("gaussian"));
        Assert.Equal(new GaussianCorruption(0.4), Corruption.Create("gaussian", 0.4));
        Assert.Equal(new MaskingCorruption(0.1), Corruption.Create("masking", 0.1));
        Assert.Equal(new SaltAndPepperCorruption(0.2), Corruption.Create("salt-and-pepper", 0.2));
        Assert.All(Corruption.Names, name => Corruption.Create(name).Validate());
        Refusal.Says(() => Corruption.Create("gausian"), "unknown corruption 'gausian'", "did you mean 'gaussian'?");
    }

    [Fact]
    public void Gaussian_noise_has_its_deviation()
    {
        float[] noise = Apply(new GaussianCorruption(0.4), value: 0.5f, step: 0);

        Assert.Equal(0.5, noise.Average(), 0.01);
        Assert.Equal(0.16, noise.Average(value => (value - 0.5) * (value - 0.5)), 0.005);
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-1f, 1f)]
    public void Clipped_noise_is_the_same_noise_within_the_limits_of_the_data(float low, float high)
    {
        Corruption corruption = new GaussianCorruption(0.4, Clipped: true).Resolve((low, high));
        float[] free = Apply(new GaussianCorruption(0.4), value: 0.5f, step: 0),
            clipped = Apply(corruption, value: 0.5f, step: 0);

        Assert.All(Enumerable.Range(0, Columns), i => Assert.Equal(Math.Clamp(free[i], low, high), clipped[i], 1e-6f));
        Assert.Contains(high, clipped);
        Refusal.Says(
            () => new GaussianCorruption(Clipped: true).Resolve(null),
            "clipped noise needs data with limits",
            "`Preprocess` minmax"
        );
        Refusal.Says(() => new GaussianCorruption(Clipped: true, Low: 1, High: 0).Validate(), "between 1 and 0");
    }

    [Fact]
    public void Masking_makes_its_share_zero_and_leaves_the_rest()
    {
        float[] rows = Apply(new MaskingCorruption(0.25), value: 0.5f, step: 0);

        Assert.Equal(0.25, rows.Count(value => value == 0) / (double)Columns, 0.01);
        Assert.Equal(0.75, rows.Count(value => value == 0.5f) / (double)Columns, 0.01);
    }

    [Fact]
    public void Salt_and_pepper_are_the_limits_of_the_data_in_equal_shares()
    {
        Corruption corruption = new SaltAndPepperCorruption(0.2).Resolve((-1, 1));
        float[] rows = Apply(corruption, value: 0.5f, step: 0);

        Assert.Equal(0.1, rows.Count(value => value == -1) / (double)Columns, 0.01);
        Assert.Equal(0.1, rows.Count(value => value == 1) / (double)Columns, 0.01);
        Refusal.Says(
            () => new SaltAndPepperCorruption().Resolve(null),
            "salt-and-pepper noise needs data with limits",
            "`Preprocess` minmax"
        );
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("masking")]
    [InlineData("salt-and-pepper")]
    public void Noise_is_fresh_in_each_step_and_the_same_for_the_same_step(string name)
    {
        Corruption corruption = Corruption.Create(name);

        Assert.Equal(Apply(corruption, 0.5f, step: 3), Apply(corruption, 0.5f, step: 3));
        Assert.NotEqual(Apply(corruption, 0.5f, step: 3), Apply(corruption, 0.5f, step: 4));
    }

    [Fact]
    public void The_target_stays_clean_and_only_training_is_corrupted()
    {
        Dataset rows = SmallData.Binary(6, 10);
        AutoencoderOptions options = Presets.Deep(4) with { Corruption = new MaskingCorruption(1) };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema),
            clean = Autoencoder.Create(options with { Corruption = new NoCorruption() }, rows.Schema);
        float[] latents = new float[6 * 4],
            cleanLatents = new float[6 * 4];
        model.Encode(rows.Values(), latents);
        clean.Encode(rows.Values(), cleanLatents);
        Assert.Equal(cleanLatents, latents);

        // With everything masked, all rows are rebuilt as a row of zeros is, and compared with what they were.
        float[] zero = new float[10];
        model.Reconstruct(zero, zero);
        double expected = rows.Values()
            .Chunk(10)
            .Average(row => row.Zip(zero, (x, y) => (x - y) * (double)(x - y)).Sum());
        Assert.Equal(expected, model.Loss(rows.Values()), 1e-4);
    }

    [Theory]
    [InlineData("masking")]
    [InlineData("salt-and-pepper")]
    public void Weights_single_out_the_numbers_that_were_replaced(string name)
    {
        Emphasis emphasis = new(3, 0.5);
        Corruption corruption =
            name == "masking"
                ? new MaskingCorruption(0.25, emphasis)
                : new SaltAndPepperCorruption(0.25, Emphasis: emphasis);
        using Tape tape = new(CpuKernels.Shared, recording: false);
        float[] rows = new float[Columns],
            weights = new float[Columns];
        Array.Fill(rows, 0.5f);
        Pass pass = Pass.Training(NoWeights, 1, 4);
        Tensor clean = tape.Input(rows, new Shape(1, Columns));
        tape.Read(corruption.Weights(clean, pass)!.Value, weights);
        tape.Read(corruption.Apply(clean, pass), rows);

        Assert.Equal(rows.Select(value => value == 0.5f ? 0.5f : 3f), weights);
        Assert.Null(Corruption.Create(name).Weights(clean, pass));
    }

    [Fact]
    public void The_loss_weighs_what_was_corrupted()
    {
        // All numbers corrupted: the loss is α times the one without emphasis; none corrupted: β times.
        Dataset rows = SmallData.Binary(6, 10);
        double Loss(double rate, Emphasis? emphasis)
        {
            using Autoencoder model = Autoencoder.Create(
                Presets.Deep(4) with
                {
                    Corruption = new MaskingCorruption(rate, emphasis),
                },
                rows.Schema
            );
            return model.Loss(rows.Values());
        }

        Emphasis uneven = new(3, 0.5);
        Assert.Equal(3 * Loss(1, null), Loss(1, uneven), 1e-4);
        Assert.Equal(0.5 * Loss(0, null), Loss(0, uneven), 1e-4);
        Assert.Equal(Loss(0.4, null), Loss(0.4, new Emphasis()), 1e-4);
    }

    [Fact]
    public void Levels_out_of_range_are_refused()
    {
        Refusal.Says(() => new GaussianCorruption(-1).Validate(), "standard deviation of -1");
        Refusal.Says(() => new GaussianCorruption(double.NaN).Validate(), "standard deviation of NaN");
        Refusal.Says(() => new MaskingCorruption(1.5).Validate(), "a share of 1.5", "0 to 1");
        Refusal.Says(() => new SaltAndPepperCorruption(-0.1).Validate(), "a share of -0.1");
        Refusal.Says(
            () => new MaskingCorruption(0.3, new Emphasis(0, 0)).Validate(),
            "weights of 0 for corrupted and 0 for clean numbers"
        );
        Refusal.Says(
            () => new SaltAndPepperCorruption(Emphasis: new Emphasis(-1)).Validate(),
            "a weight of -1 for corrupted numbers"
        );
    }

    private static float[] Apply(Corruption corruption, float value, long step)
    {
        using Tape tape = new(CpuKernels.Shared, recording: false);
        float[] rows = new float[Columns];
        Array.Fill(rows, value);
        tape.Read(corruption.Apply(tape.Input(rows, new Shape(1, Columns)), Pass.Training(NoWeights, 1, step)), rows);
        return rows;
    }
}
