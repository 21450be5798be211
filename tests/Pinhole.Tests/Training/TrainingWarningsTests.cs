using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Tests.Contract;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public class TrainingWarningsTests
{
    private static readonly TrainingRecord Plain = Train(Presets.Vanilla(3), epochs: 1) with { Warnings = [] };

    [Theory]
    [InlineData(11, 0)]
    [InlineData(12, 1)]
    [InlineData(20, 1)]
    public void A_latent_that_may_copy_is_told(int latent, int warnings)
    {
        IReadOnlyList<string> found = TrainingWarnings.Find(
            Plain with
            {
                Model = Plain.Model with { Latent = latent },
            }
        );

        Assert.Equal(warnings, found.Count);
        Assert.All(found, warning => Assert.Contains("`Bottleneck` kl", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_wide_latent_that_a_penalty_or_noise_keeps_from_copying_is_fine()
    {
        AutoencoderOptions wide = Plain.Model with { Latent = 20 };
        foreach (
            AutoencoderOptions model in new[]
            {
                wide with
                {
                    Bottleneck = new SparseBottleneck(),
                },
                wide with
                {
                    Bottleneck = new L1Bottleneck(),
                },
                wide with
                {
                    Bottleneck = new GaussianBottleneck(),
                },
                wide with
                {
                    Corruption = new MaskingCorruption(),
                },
                wide with
                {
                    PreprocessTargets = "none",
                },
            }
        )
            Assert.Empty(TrainingWarnings.Find(Plain with { Model = model }));
        foreach (
            Bottleneck free in new Bottleneck[]
            {
                new SparseBottleneck(Weight: 0),
                new L1Bottleneck(0),
                new GaussianBottleneck(Beta: 0),
            }
        )
            Assert.Single(TrainingWarnings.Find(Plain with { Model = wide with { Bottleneck = free } }));
    }

    [Fact]
    public void Divergence_is_told_with_what_to_try()
    {
        string warning = Assert.Single(TrainingWarnings.Find(Plain with { StopReason = StopReason.Diverged }));

        Assert.Contains("after epoch 1", warning, StringComparison.Ordinal);
        Assert.Contains("`LearningRate`", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1.9, 0)]
    [InlineData(1, 2.1, 1)]
    public void An_error_of_other_rows_far_above_that_of_the_rows_trained_on_is_told(
        double train,
        double validation,
        int warnings
    )
    {
        TrainingRecord record = Plain with
        {
            Train = Plain.Train with { SquaredErrorPerSample = train },
            Validation = Plain.Validation! with { SquaredErrorPerSample = validation },
        };

        Assert.Equal(
            warnings,
            TrainingWarnings.Find(record).Count(warning => warning.Contains("over-fits", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(5, 10.9, 0)]
    [InlineData(5, 11.1, 1)]
    [InlineData(9, 11.1, 0)]
    public void A_validation_loss_that_rises_while_the_training_loss_falls_is_told(
        double training,
        double validation,
        int warnings
    )
    {
        // The training loss of a denoising model is the higher one throughout, and says nothing.
        TrainingRecord record = Plain with
        {
            BestEpoch = 1,
            Epochs = [Epoch(1, 8, 10), Epoch(2, training, validation)],
        };

        IReadOnlyList<string> found = TrainingWarnings.Find(record);
        Assert.Equal(warnings, found.Count);
        Assert.All(found, warning =>
            Assert.Contains("weights of epoch 1 were kept", warning, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_growing_beta_is_no_over_fitting() =>
        Assert.Empty(TrainingWarnings.Find(Plain with { BestEpoch = 2, Epochs = [Epoch(1, 2, 30), Epoch(2, 3, 25)] }));

    [Fact]
    public void Collapse_is_told_and_the_cure_is_less_beta()
    {
        TrainingRecord record = Plain with
        {
            Model = Plain.Model with { Latent = 8, Bottleneck = new GaussianBottleneck(4) },
        };
        double[] kl = [0.001, 0, 0, 0, 0, 0, 0, 1];

        string warning = Assert.Single(TrainingWarnings.Find(record with { Latents = new LatentUsage(100, kl, kl) }));
        Assert.Contains("only 1 of 8 latents depends on the row", warning, StringComparison.Ordinal);
        Assert.Contains("lower `Beta`", warning, StringComparison.Ordinal);
        Assert.Contains("`FreeBits`", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("raise", warning, StringComparison.Ordinal);
        double[] two = [0.001, 0, 0, 0, 0, 0, 0.5, 1];
        Assert.Empty(TrainingWarnings.Find(record with { Latents = new LatentUsage(100, two, two) }));
        double[] little = [.. Enumerable.Repeat(0.1, 8)];
        Assert.Contains(
            "hardly differ from the prior (KL 0.8 nats",
            Assert.Single(TrainingWarnings.Find(record with { Latents = new LatentUsage(100, little, little) })),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_beta_far_too_high_collapses()
    {
        TrainingRecord record = Train(Presets.Vae(4) with { Bottleneck = new GaussianBottleneck(1000) }, epochs: 60);

        Assert.Equal(0, record.Latents.ActiveUnits);
        Assert.Contains(record.Warnings, warning =>
            warning.StartsWith("posterior collapse: none of 4", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Dead_units_are_counted()
    {
        LatentUsage latents = new(100, [0, 1, 0], null);
        string Warning(Bottleneck bottleneck) =>
            Assert.Single(
                TrainingWarnings.Find(
                    Plain with
                    {
                        Latents = latents,
                        Model = Plain.Model with { Bottleneck = bottleneck },
                    }
                )
            );

        Assert.Contains(
            "2 of 3 latents are dead, the same for all validation rows",
            Warning(new DeterministicBottleneck()),
            StringComparison.Ordinal
        );
        Assert.Contains("raise its `Target`", Warning(new SparseBottleneck()), StringComparison.Ordinal);
        Assert.Contains("lower the bottleneck's `Weight`", Warning(new L1Bottleneck()), StringComparison.Ordinal);
        Assert.Empty(TrainingWarnings.Find(Plain with { Latents = latents with { Rows = 1 } }));
    }

    private static EpochRecord Epoch(int epoch, double loss, double validation) =>
        new(epoch, loss, new Dictionary<string, double>(), validation, 1e-3);

    private static TrainingRecord Train(AutoencoderOptions options, int epochs)
    {
        Dataset rows = SmallData.Smooth(200, 12);
        using Autoencoder model = Autoencoder.Create(options, rows.Schema);
        return Trainer.Fit(model, rows, new TrainingOptions { Epochs = epochs, BatchSize = 20 });
    }
}
