using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Bottlenecks;

public class SparseBottleneckTests
{
    private static readonly ParameterSet NoWeights = new(CpuKernels.Shared, []);

    [Fact]
    public void The_term_is_the_divergence_of_the_mean_activities()
    {
        // Units active in 1/2 and 1/4 of a batch of two, on average: σ(0) = 1/2, σ(−log 3) = 1/4.
        float[] code = [0, -MathF.Log(3), 0, -MathF.Log(3)];
        using Tape tape = new(CpuKernels.Shared);
        LossTerms terms = new();
        new SparseBottleneck(0.25, Weight: 3).Forward(
            tape.Input(code, new Shape(2, 2)),
            Pass.Training(NoWeights, 1, 0),
            terms
        );

        double expected = 3 * ((0.25 * Math.Log(0.25 / 0.5)) + (0.75 * Math.Log(0.75 / 0.5)));
        Assert.Equal("sparsity", terms.Name(0));
        Assert.Equal(expected, tape.ReadScalar(terms.Total), 1e-5);
    }

    [Fact]
    public void A_running_average_follows_the_batches_and_learns_through_the_last_one()
    {
        SparseBottleneck bottleneck = new(0.25, Weight: 3, RunningAverage: 0.75);
        ParameterPlan plan = new();
        bottleneck.Declare(plan, 1);
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, 1);
        float[] running = new float[1],
            gradient = new float[2];
        double expected = 0.25;
        for (int step = 0; step < 3; step++)
        {
            // σ(0) = 1/2 in both rows.
            using Tape tape = new(CpuKernels.Shared);
            LossTerms terms = new();
            Tensor code = tape.Variable([0, 0], new Shape(2, 1));
            bottleneck.Forward(code, Pass.Training(parameters, 1, step), terms);
            expected = (0.75 * expected) + (0.25 * 0.5);
            Assert.Equal(Cost(expected), tape.ReadScalar(terms.Total), 1e-5);

            tape.Backward(terms.Total);
            tape.ReadGradient(code, gradient);
            double slope = 3 * ((0.75 / (1 - expected)) - (0.25 / expected)) * 0.25 / 2 * 0.25;
            Assert.Equal([slope, slope], gradient.Select(value => (double)value), (one, other) =>
                Math.Abs(one - other) < 1e-5
            );
            parameters.Kernels.Read(parameters.Find("bottleneck.activity").Value, running);
            Assert.Equal(expected, running[0], 1e-6);
        }

        using Tape measuring = new(CpuKernels.Shared, recording: false);
        LossTerms measured = new();
        bottleneck.Forward(measuring.Input([0, 0], new Shape(2, 1)), Pass.Evaluation(parameters, 1, 0), measured);
        Assert.Equal(Cost((0.75 * expected) + 0.125), measuring.ReadScalar(measured.Total), 1e-5);
        parameters.Kernels.Read(parameters.Find("bottleneck.activity").Value, running);
        Assert.Equal(expected, running[0], 1e-6);

        static double Cost(double mean) => 3 * ((0.25 * Math.Log(0.25 / mean)) + (0.75 * Math.Log(0.75 / (1 - mean))));
    }

    [Theory]
    [InlineData(200f)]
    [InlineData(-200f)]
    public void Units_that_are_always_on_or_off_cost_a_number(float value)
    {
        using Tape tape = new(CpuKernels.Shared);
        LossTerms terms = new();
        new SparseBottleneck().Forward(
            tape.Input([value, value], new Shape(2, 1)),
            Pass.Training(NoWeights, 1, 0),
            terms
        );

        Assert.InRange(tape.ReadScalar(terms.Total), 0.01, 20);
    }

    [Fact]
    public void Training_brings_the_units_near_the_target()
    {
        Dataset rows = SmallData.Binary(200, 16);
        AutoencoderOptions options = Presets.Sparse(20) with { Bottleneck = new SparseBottleneck(0.1, Weight: 20) };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema);
        Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 100,
                BatchSize = 50,
                ValidationShare = 0,
            }
        );
        float[] latents = new float[200 * 20];
        model.Encode(rows.Values(), latents);

        Assert.InRange(latents.Average(), 0.08, 0.12);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Refusal.Says(() => new SparseBottleneck(0).Validate(), "a share of 0 of the rows");
        Refusal.Says(() => new SparseBottleneck(1).Validate(), "a share of 1 of the rows");
        Refusal.Says(() => new SparseBottleneck(0.1, -1).Validate(), "the weight -1");
        Refusal.Says(() => new SparseBottleneck(0.1, RunningAverage: 1).Validate(), "a decay of 1");
        Refusal.Says(() => new L1Bottleneck(double.NaN).Validate(), "the weight NaN");
    }
}
