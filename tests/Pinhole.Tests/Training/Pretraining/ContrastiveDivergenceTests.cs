using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Optimizers;
using Pinhole.Tests.Contract;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Training.Pretraining;

[Collection(nameof(Alone))]
public class ContrastiveDivergenceTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void The_slope_is_the_difference_of_the_statistics_of_data_and_of_reconstructions(
        bool binaryVisible,
        bool binaryHidden
    )
    {
        const int Rows = 5,
            Visible = 4,
            Hidden = 3;
        const double Decay = 0.01;
        using RestrictedBoltzmannMachine machine = Create(Visible, Hidden, binaryVisible, binaryHidden);
        Rng rng = new(8);
        float[] data = [.. Enumerable.Range(0, Rows * Visible).Select(_ => rng.NextFloat())],
            rebuilt = [.. data.Select(_ => rng.NextFloat())];
        using Tape tape = new(machine.Parameters.Kernels);
        ContrastiveDivergence divergence = new(
            machine,
            Task(Dataset.FromRows(data, Visible), Hidden),
            new RbmPretraining { WeightDecay = Decay }
        );
        Tensor visible = tape.Input(data, new Shape(Rows, Visible));
        tape.Backward(divergence.Loss(visible, machine.Inputs(visible), tape.Input(rebuilt, new Shape(Rows, Visible))));

        float[] weights = Read(machine.Weight, gradient: false),
            bias = Read(machine.HiddenBias, gradient: false);
        double[] before = Means(data),
            after = Means(rebuilt);
        float[] weightSlope = Read(machine.Weight, gradient: true),
            hiddenSlope = Read(machine.HiddenBias, gradient: true),
            visibleSlope = Read(machine.VisibleBias, gradient: true);
        for (int j = 0; j < Hidden; j++)
        {
            Assert.Equal(Mean(row => after[(row * Hidden) + j] - before[(row * Hidden) + j]), hiddenSlope[j], 1e-5);
            for (int i = 0; i < Visible; i++)
            {
                double expected = Mean(row =>
                    (after[(row * Hidden) + j] * rebuilt[(row * Visible) + i])
                    - (before[(row * Hidden) + j] * data[(row * Visible) + i])
                );
                Assert.Equal(expected + (Decay * weights[(j * Visible) + i]), weightSlope[(j * Visible) + i], 1e-5);
            }
        }

        for (int i = 0; i < Visible; i++)
            Assert.Equal(Mean(row => rebuilt[(row * Visible) + i] - data[(row * Visible) + i]), visibleSlope[i], 1e-5);

        double Mean(Func<int, double> value) => Enumerable.Range(0, Rows).Average(value);

        double[] Means(float[] rows)
        {
            double[] means = new double[Rows * Hidden];
            for (int row = 0; row < Rows; row++)
            {
                for (int j = 0; j < Hidden; j++)
                {
                    double input =
                        bias[j]
                        + Enumerable
                            .Range(0, Visible)
                            .Sum(i => (double)weights[(j * Visible) + i] * rows[(row * Visible) + i]);
                    means[(row * Hidden) + j] = binaryHidden ? 1 / (1 + Math.Exp(-input)) : input;
                }
            }

            return means;
        }
    }

    [Fact]
    public void A_machine_learns_patterns_and_finds_them_likelier_than_noise()
    {
        // Bars: a row of three by three pixels is one of its lines.
        float[] bars =
        [
            .. Enumerable
                .Range(0, 300)
                .SelectMany(row => Enumerable.Range(0, 9).Select(pixel => pixel / 3 == row % 3 ? 1f : 0f)),
        ];
        using RestrictedBoltzmannMachine machine = Create(9, 6, true, true);
        double? error = new ContrastiveDivergence(
            machine,
            Task(Dataset.FromRows(bars, 9), 6),
            new RbmPretraining { Epochs = 100 }
        ).Run();

        Assert.True(error < 0.2, $"the error is {error}");
        Rng rng = new(4);
        float[] noise = [.. Enumerable.Range(0, 2700).Select(_ => (float)rng.NextInt(2))];
        Assert.True(
            FreeEnergy(machine, bars) < FreeEnergy(machine, noise) - 2,
            $"{FreeEnergy(machine, bars)}, noise {FreeEnergy(machine, noise)}"
        );
    }

    [Fact]
    public void Linear_visible_units_learn_data_that_are_standardized()
    {
        Rng rng = new(5);
        float[] clusters =
        [
            .. Enumerable
                .Range(0, 400)
                .SelectMany(row =>
                    Enumerable.Range(0, 6).Select(_ => (float)((row % 2 == 0 ? 1 : -1) + (0.1 * rng.NextGaussian())))
                ),
        ];
        Dataset rows = Dataset.FromRows(clusters, 6);
        using RestrictedBoltzmannMachine machine = Create(6, 4, false, true),
            fresh = Create(6, 4, false, true);
        double? first = new ContrastiveDivergence(
            fresh,
            Task(rows, 4),
            new RbmPretraining { Epochs = 1, LinearLearningRate = 0.01 }
        ).Run();
        double? error = new ContrastiveDivergence(
            machine,
            Task(rows, 4),
            new RbmPretraining { Epochs = 60, LinearLearningRate = 0.01 }
        ).Run();
        Assert.True(error < 0.2 * first, $"the error fell from {first} to {error}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_allocates_nothing_once_warm(bool binaryHidden)
    {
        Dataset rows = SmallData.Binary(20, 12);
        using RestrictedBoltzmannMachine machine = Create(12, 7, true, binaryHidden);
        using Optimizer optimizer = new SgdOptions().Create(machine.Parameters);
        using Tape tape = new(machine.Parameters.Kernels);
        ContrastiveDivergence divergence = new(machine, Task(rows, 7), new RbmPretraining());
        BatchLoader loader = new(rows, 8);
        long step = 0;
        void Epoch()
        {
            loader.StartEpoch();
            while (loader.Next(tape, out Tensor batch))
            {
                divergence.Step(tape, batch, optimizer, 0.01, step++);
                tape.Rewind();
            }

            tape.Rewind();
        }

        Assert.Equal(0, Allocation.AfterWarmUp(Epoch));
    }

    private static RestrictedBoltzmannMachine Create(int visible, int hidden, bool binaryVisible, bool binaryHidden)
    {
        RestrictedBoltzmannMachine machine = new(CpuKernels.Shared, visible, hidden, binaryVisible, binaryHidden);
        Rng rng = new(3);
        foreach (Parameter parameter in machine.Parameters.Parameters)
            CpuKernels.Shared.Write(
                [.. Enumerable.Range(0, (int)parameter.Shape.Length).Select(_ => (float)(0.1 * rng.NextGaussian()))],
                parameter.Value
            );
        return machine;
    }

    private static LayerTask Task(Dataset rows, int hidden)
    {
        Autoencoder model = Autoencoder.Create(
            Presets.Create("deep", hidden, []) with
            {
                Network = new DenseNetwork([]),
            },
            rows.Schema
        );
        return new LayerTask
        {
            Model = model,
            Layers = new DenseLayers(model),
            Layer = 0,
            Rows = rows,
            Training = new TrainingOptions { BatchSize = 20 },
            Observer = null,
            CancellationToken = default,
        };
    }

    private static float[] Read(Parameter parameter, bool gradient)
    {
        float[] values = new float[parameter.Shape.Length];
        CpuKernels.Shared.Read(gradient ? parameter.Gradient : parameter.Value, values);
        return values;
    }

    private static double FreeEnergy(RestrictedBoltzmannMachine machine, float[] rows)
    {
        using Tape tape = new(machine.Parameters.Kernels, recording: false);
        Tensor visible = tape.Input(rows, new Shape(rows.Length / 9, 9));
        return tape.ReadScalar(machine.FreeEnergy(visible, machine.Inputs(visible)).Mean());
    }
}
