using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Bottlenecks;

public class TopKBottleneckTests
{
    [Fact]
    public void A_model_may_encode_with_more_units_than_it_is_trained_with_and_keeps_those_above_zero()
    {
        Dataset rows = SmallData.Smooth(20, 12);
        AutoencoderOptions options = Presets.Deep(6) with { Network = new DenseNetwork([]) };
        float[][] code = Encode(new TopKBottleneck(6)),
            few = Encode(new TopKBottleneck(2)),
            more = Encode(new TopKBottleneck(2, EncodedUnits: 5));
        for (int row = 0; row < rows.Rows; row++)
        {
            float second = code[row].Order().ElementAt(4),
                fifth = code[row].Order().ElementAt(1);
            Assert.Equal(code[row].Select(value => value >= second ? value : 0), few[row]);
            Assert.Equal(code[row].Select(value => value >= fifth ? Math.Max(0, value) : 0), more[row]);
        }

        Assert.Contains(more, latent => latent.Count(value => value > 0) > 2);
        Refusal.Says(() => new TopKBottleneck(2, EncodedUnits: 0).Validate(), "0 active units");
        Refusal.Says(
            () => Autoencoder.Create(options with { Bottleneck = new TopKBottleneck(2, EncodedUnits: 7) }, rows.Schema),
            "7 active units of a latent of 6"
        );

        float[][] Encode(TopKBottleneck bottleneck)
        {
            using Autoencoder model = Autoencoder.Create(
                options with
                {
                    Bottleneck = bottleneck,
                },
                rows.Schema,
                seed: 3
            );
            float[] latents = new float[rows.Rows * 6];
            model.Encode(rows.Values(), latents);
            return [.. latents.Chunk(6)];
        }
    }

    [Fact]
    public void Units_that_encode_change_nothing_of_training()
    {
        Dataset rows = SmallData.Smooth(60, 12);
        Assert.Equal(Train(new TopKBottleneck(2)), Train(new TopKBottleneck(2, EncodedUnits: 5)));

        float[] Train(TopKBottleneck bottleneck)
        {
            using Autoencoder model = Autoencoder.Create(
                Presets.Deep(6) with
                {
                    Network = new DenseNetwork([]),
                    Bottleneck = bottleneck,
                },
                rows.Schema,
                seed: 3
            );
            Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 16 });
            return model.Weights();
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    [InlineData(7, 4)]
    [InlineData(8, 3)]
    [InlineData(12, 2)]
    [InlineData(1000, 2)]
    public void Units_get_fewer_in_the_first_steps_of_training(int step, int units)
    {
        TopKBottleneck bottleneck = new(2, FirstUnits: 5, FirstSteps: 12);
        using ParameterSet parameters = Declared(bottleneck, latent: 6);
        int Active(Pass pass)
        {
            using Tape tape = new(CpuKernels.Shared);
            Tensor latent = bottleneck.Forward(
                tape.Input(new float[] { 6, 5, 4, 3, 2, 1 }, new Shape(1, 6)),
                pass,
                new LossTerms()
            );
            float[] values = new float[6];
            tape.Read(latent, values);
            return values.Count(value => value != 0);
        }

        Assert.Equal(units, Active(Pass.Training(parameters, 1, step)));
        Assert.Equal(2, Active(Pass.Evaluation(parameters, 1, 0)));
    }

    [Theory]
    [InlineData(1, 10, "the number of units cannot fall from 1 to 2")]
    [InlineData(5, 0, "over 0 steps from 5")]
    [InlineData(null, 10, "over 10 steps from none")]
    public void Units_that_cannot_get_fewer_are_refused(int? first, int steps, string problem) =>
        Refusal.Says(() => new TopKBottleneck(2, FirstUnits: first, FirstSteps: steps).Validate(), problem);

    [Fact]
    public void The_greatest_units_stay_and_the_others_are_zero()
    {
        Dataset rows = SmallData.Smooth(30, 12);
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(20) with
            {
                Bottleneck = new TopKBottleneck(4),
            },
            rows.Schema
        );
        float[] latents = new float[30 * 20];
        model.Encode(rows.Values(), latents);

        Assert.All(latents.Chunk(20), latent => Assert.Equal(4, latent.Count(value => value != 0)));
    }

    [Fact]
    public void Rows_since_a_unit_was_active_are_counted_in_training_alone()
    {
        TopKBottleneck bottleneck = new(1, DeadAfter: 4);
        using ParameterSet parameters = Declared(bottleneck, latent: 3);
        void Run(Pass pass, params float[] code)
        {
            using Tape tape = new(CpuKernels.Shared);
            bottleneck.Forward(tape.Input(code, new Shape(code.Length / 3, 3)), pass, new LossTerms());
        }

        Run(Pass.Training(parameters, 1, 0), 3, 1, 2, 0, 1, 2);
        Assert.Equal([0, 2, 0], Idle(parameters));
        Run(Pass.Training(parameters, 1, 1), 3, 1, 2, 3, 1, 2);
        Assert.Equal([0, 4, 2], Idle(parameters));
        Assert.Equal(1, bottleneck.DeadUnits(parameters));
        Run(Pass.Evaluation(parameters, 1, 0), 0, 1, 0);
        Assert.Equal([0, 4, 2], Idle(parameters));
        Run(Pass.Training(parameters, 1, 2), 0, 1, 0);
        Assert.Equal([1, 0, 3], Idle(parameters));
        Assert.Equal(0, bottleneck.DeadUnits(parameters));
    }

    [Fact]
    public void Where_the_decoder_is_linear_the_dead_units_rebuild_the_residual()
    {
        Dataset rows = SmallData.Smooth(7, 5);
        TopKBottleneck bottleneck = new(2, AuxiliaryWeight: 0.25, AuxiliaryUnits: 2, DeadAfter: 100);
        AutoencoderOptions options = Presets.Deep(6) with
        {
            Network = new DenseNetwork([]),
            Bottleneck = bottleneck,
            OutputActivation = Activation.Identity,
        };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 3);
        Kernels kernels = model.Parameters.Kernels;
        // Units 1, 3, 4 and 5 were idle for long, and the batch wakes up those that are among its two greatest.
        kernels.Write([0, 100, 0, 100, 100, 100], model.Parameters.Find("bottleneck.idle").Value);
        using Tape tape = new(kernels);
        LossTerms terms = new();
        model.Loss(new Batch(tape.Input(rows.Values(), new Shape(7, 5))), Pass.Training(model.Parameters, 1, 0), terms);
        tape.Backward(terms.Value(1));
        float[] found = new float[6 * 5];
        kernels.Read(model.Parameters.Find("encoder.0.weight").Gradient, found);

        float[] encoder = Values(model, "encoder.0.weight"),
            decoder = Values(model, "decoder.0.weight"),
            idle = Idle(model.Parameters);
        double loss = 0;
        double[] slopes = new double[6 * 5];
        foreach (float[] row in rows.Values().Chunk(5))
        {
            double[] code =
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(unit => row.Select((x, i) => (double)x * encoder[(unit * 5) + i]).Sum()),
            ];
            int[] kept = [.. Enumerable.Range(0, 6).OrderByDescending(unit => code[unit]).Take(2)];
            int[] revived =
            [
                .. Enumerable
                    .Range(0, 6)
                    .Where(unit => idle[unit] >= 100)
                    .OrderByDescending(unit => code[unit])
                    .Take(2),
            ];
            double[] residual = [.. row.Select((x, i) => x - kept.Sum(unit => code[unit] * decoder[(i * 6) + unit]))];
            double[] rest =
            [
                .. residual.Select((x, i) => x - revived.Sum(unit => code[unit] * decoder[(i * 6) + unit])),
            ];
            loss += rest.Sum(x => x * x) / 7;
            foreach (int unit in revived)
            {
                for (int i = 0; i < 5; i++)
                    slopes[(unit * 5) + i] +=
                        0.25 * -2 / 7 * rest.Select((x, j) => x * decoder[(j * 6) + unit]).Sum() * row[i];
            }
        }

        Assert.Contains(idle, rows => rows >= 100);
        Assert.Equal("auxiliary", terms.Name(1));
        Assert.Equal(0.25 * loss, tape.ReadScalar(terms.Value(1)), 1e-5);
        for (int i = 0; i < slopes.Length; i++)
            Assert.Equal(slopes[i], found[i], 1e-5);
    }

    [Fact]
    public void Without_dead_units_and_in_evaluation_the_auxiliary_term_costs_nothing()
    {
        Dataset rows = SmallData.Smooth(7, 5);
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(6) with
            {
                Bottleneck = new TopKBottleneck(2),
            },
            rows.Schema
        );
        using Tape tape = new(model.Parameters.Kernels);
        LossTerms terms = new();
        Tensor batch = tape.Input(rows.Values(), new Shape(7, 5));

        model.Loss(new Batch(batch), Pass.Training(model.Parameters, 1, 0), terms);
        Assert.Equal(("auxiliary", 0f), (terms.Name(1), tape.ReadScalar(terms.Value(1))));
        model.Loss(new Batch(batch), Pass.Evaluation(model.Parameters, 1, 0), terms);
        Assert.Equal(1, terms.Count);
    }

    [Fact]
    public void The_auxiliary_term_leaves_fewer_units_dead_and_both_counts_are_told()
    {
        Dataset rows = SmallData.Smooth(200, 16);
        TrainingRecord Train(double weight)
        {
            TopKBottleneck bottleneck = new(2, AuxiliaryWeight: weight, DeadAfter: 400);
            using Autoencoder model = Autoencoder.Create(
                Presets.Deep(64) with
                {
                    Bottleneck = bottleneck,
                },
                rows.Schema
            );
            return Trainer.Fit(model, rows, new TrainingOptions { Epochs = 60, BatchSize = 20 });
        }

        TrainingRecord revived = Train(1.0 / 32),
            left = Train(0);
        Assert.True(
            revived.DeadUnits < left.DeadUnits,
            $"{revived.DeadUnits} units are dead with it, {left.DeadUnits} without"
        );
        Assert.Contains(left.Warnings, warning =>
            warning.StartsWith($"{left.DeadUnits} of 64 units", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Refusal.Says(() => new TopKBottleneck(0).Validate(), "0 active units");
        Refusal.Says(() => new TopKBottleneck(3, -1).Validate(), "the weight -1");
        Refusal.Says(() => new TopKBottleneck(3, AuxiliaryUnits: 0).Validate(), "0 dead units");
        Refusal.Says(() => new TopKBottleneck(3, DeadAfter: 0).Validate(), "dead after 0 rows");
        Refusal.Says(
            () =>
                Autoencoder.Create(
                    Presets.Deep(4) with
                    {
                        Bottleneck = new TopKBottleneck(5),
                    },
                    new Schema { Columns = 9 }
                ),
            "5 active units of a latent of 4",
            "a larger latent"
        );
    }

    private static ParameterSet Declared(Bottleneck bottleneck, int latent)
    {
        ParameterPlan plan = new();
        bottleneck.Declare(plan, latent);
        return plan.Create(CpuKernels.Shared, 1);
    }

    private static float[] Idle(ParameterSet parameters)
    {
        Parameter idle = parameters.Find("bottleneck.idle");
        float[] rows = new float[idle.Shape.Length];
        parameters.Kernels.Read(idle.Value, rows);
        return rows;
    }

    private static float[] Values(Autoencoder model, string name)
    {
        Parameter parameter = model.Parameters.Find(name);
        float[] values = new float[parameter.Shape.Length];
        model.Parameters.Kernels.Read(parameter.Value, values);
        return values;
    }
}
