using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Optimizers;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Networks;

public class ResidualNetworkTests
{
    /// <summary>One step so small that it changes nothing: what is left is the start.</summary>
    private static readonly TrainingOptions NoStep = new()
    {
        Epochs = 1,
        BatchSize = 1000,
        Optimizer = new SgdOptions { LearningRate = 1e-30 },
    };

    [Fact]
    public void It_has_linear_paths_and_layers_beside_them_without_a_last_bias()
    {
        ParameterPlan plan = new();
        ResidualNetwork network = new([7, 4]);
        Layer encoder = network.BuildEncoder(plan, new Schema { Columns = 9 }, code: 3, condition: 1);
        Layer decoder = network.BuildDecoder(plan, new Schema { Columns = 9 }, latent: 2, Activation.Identity);

        Assert.Equal((10, 3, 2, 9), (encoder.Inputs, encoder.Outputs, decoder.Inputs, decoder.Outputs));
        Assert.Equal(
            [
                "encoder.linear.weight [3, 10]",
                "encoder.linear.bias [3]",
                "encoder.0.weight [7, 10]",
                "encoder.0.bias [7]",
                "encoder.1.weight [4, 7]",
                "encoder.1.bias [4]",
                "encoder.2.weight [3, 4]",
                "decoder.linear.weight [9, 2]",
                "decoder.linear.bias [9]",
                "decoder.0.weight [4, 2]",
                "decoder.0.bias [4]",
                "decoder.1.weight [7, 4]",
                "decoder.1.bias [7]",
                "decoder.2.weight [9, 7]",
            ],
            plan.Declarations.Select(parameter => $"{parameter.Name} {parameter.Shape}")
        );
    }

    [Theory]
    [InlineData(784, 32, new[] { 392, 196, 98 })]
    [InlineData(10, 2, new[] { 128, 64, 32, 16, 8, 4 })]
    [InlineData(2000, 32, new[] { 1000, 500, 250, 125 })]
    [InlineData(20_000, 32, new[] { 209, 104 })]
    [InlineData(1_000_000, 8, new[] { 32, 16 })]
    public void Sizes_halve_and_wide_rows_have_fewer(int columns, int latent, int[] sizes) =>
        Assert.Equal(new ResidualNetwork(sizes), new ResidualNetwork().Resolve(columns, latent));

    [Theory]
    [InlineData(30, 8, 3)]
    [InlineData(30, 8, 8)]
    [InlineData(30, 8, 11)]
    [InlineData(6, 20, 10)]
    public void It_starts_at_PCA_whatever_the_latent(int rows, int columns, int latent)
    {
        Dataset data = Table(rows, columns);
        using Autoencoder model = Autoencoder.Create(Presets.Residual(latent), data.Schema);
        TrainingRecord record = Trainer.Fit(model, data, NoStep);

        Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(record.PcaTrain!.SquaredErrorPerSample, record.Train.SquaredErrorPerSample, 1e-4);
        Assert.Equal(
            record.PcaValidation!.SquaredErrorPerSample,
            record.Validation!.SquaredErrorPerSample,
            1e-4 * (1 + record.PcaValidation.SquaredErrorPerSample)
        );
    }

    [Fact]
    public void Columns_that_are_constant_and_rows_that_are_all_the_same_are_no_fault()
    {
        float[] values = Table(30, 8).Values();
        for (int row = 0; row < 30; row++)
            values[(row * 8) + 3] = 7;
        foreach (float[] numbers in new[] { values, new float[240] })
        {
            Dataset data = Dataset.FromRows(numbers, 8, "constant");
            using Autoencoder model = Autoencoder.Create(Presets.Residual(3), data.Schema);
            TrainingRecord record = Trainer.Fit(model, data, new TrainingOptions { Epochs = 3 });

            Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
            Assert.InRange(
                record.Validation!.SquaredErrorPerSample,
                0,
                record.PcaValidation!.SquaredErrorPerSample + 1e-6
            );
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_validation_keeps_is_no_worse_than_PCA_even_where_training_runs_wild(ulong seed)
    {
        Dataset data = Table(60, 10, seed);
        using Autoencoder model = Autoencoder.Create(Presets.Residual(4), data.Schema, seed);
        TrainingRecord record = Trainer.Fit(
            model,
            data,
            new TrainingOptions
            {
                Epochs = 5,
                Seed = seed,
                Optimizer = new AdamOptions { LearningRate = 1 },
            }
        );

        Assert.InRange(
            record.Validation!.SquaredErrorPerSample,
            0,
            1.0001 * record.PcaValidation!.SquaredErrorPerSample
        );
    }

    [Fact]
    public void It_learns_what_bends()
    {
        Dataset data = Dataset.FromRows(SmallData.Smooth(200, 12).Values(), 12, "smooth");
        using Autoencoder model = Autoencoder.Create(Presets.Residual(2), data.Schema);
        TrainingRecord record = Trainer.Fit(model, data, new TrainingOptions { Epochs = 60, BatchSize = 20 });

        Assert.InRange(record.Validation!.SquaredErrorPerSample, 0, 0.7 * record.PcaValidation!.SquaredErrorPerSample);
    }

    [Fact]
    public void Targets_of_another_width_start_at_the_regression_on_components()
    {
        Dataset data = Table(40, 9).WithTargets(Table(40, 5, seed: 1));
        using Autoencoder model = Autoencoder.Create(Presets.Residual(3), data.Schema);
        TrainingRecord record = Trainer.Fit(model, data, NoStep);

        Assert.Equal(record.PcaTrain!.SquaredErrorPerSample, record.Train.SquaredErrorPerSample, 1e-4);
    }

    [Fact]
    public void A_condition_is_not_listened_to_at_first()
    {
        Dataset data = SmallData.Smooth(40, 9);
        using Autoencoder model = Autoencoder.Create(
            Presets.Residual(3) with
            {
                Condition = new Condition(Labels: true),
            },
            data.Schema
        );
        TrainingRecord record = Trainer.Fit(model, data, NoStep);

        Assert.Equal(record.PcaTrain!.SquaredErrorPerSample, record.Train.SquaredErrorPerSample, 1e-4);
    }

    [Fact]
    public void A_training_that_goes_on_does_not_start_again()
    {
        Dataset data = Table(40, 9);
        using Autoencoder model = Autoencoder.Create(Presets.Residual(3), data.Schema);
        double first = Trainer
            .Fit(model, data, new TrainingOptions { Epochs = 40, BatchSize = 10 })
            .Validation!.SquaredErrorPerSample;

        Assert.Equal(first, Trainer.Fit(model, data, NoStep).Validation!.SquaredErrorPerSample, 1e-6);
    }

    [Fact]
    public void What_a_principal_component_cannot_go_through_is_refused()
    {
        AutoencoderOptions options = Presets.Residual(4);
        Refusal.Says(
            () => (options with { Bottleneck = new SparseBottleneck() }).Validate(),
            "linear latent",
            "choose `Network` dense"
        );
        Refusal.Says(() => (options with { Bottleneck = new TopKBottleneck(2) }).Validate(), "linear latent");
        Refusal.Says(
            () => (options with { Bottleneck = new DeterministicBottleneck(Activation.Tanh) }).Validate(),
            "linear latent"
        );
        Refusal.Says(
            () => (options with { OutputActivation = Activation.Sigmoid }).Validate(),
            "linear output",
            "choose `Network` dense"
        );
        Refusal.Says(() => (options with { Network = new ResidualNetwork([0]) }).Validate(), "0 units");
    }

    [Fact]
    public void Networks_of_the_same_layers_are_equal()
    {
        Assert.Equal(new ResidualNetwork([5, 3]), new ResidualNetwork(new List<int> { 5, 3 }));
        Assert.Equal(
            new ResidualNetwork([5, 3]).GetHashCode(),
            new ResidualNetwork(new List<int> { 5, 3 }).GetHashCode()
        );
        Assert.NotEqual(new ResidualNetwork([5, 3]), new ResidualNetwork([3, 5]));
        Assert.NotEqual(new ResidualNetwork(), new ResidualNetwork([3, 5]));
        Assert.NotEqual(new ResidualNetwork([5, 3]), new ResidualNetwork([5, 3], Activation.Tanh));
    }

    /// <summary>Numbers far beyond [0, 1] that no latent of a few numbers holds: [rows, columns].</summary>
    private static Dataset Table(int rows, int columns, ulong seed = 1)
    {
        Rng rng = new(seed);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            double common = rng.NextGaussian();
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = (float)(5 + (3 * common) + rng.NextGaussian());
        }

        return Dataset.FromRows(values, columns, "table");
    }
}
