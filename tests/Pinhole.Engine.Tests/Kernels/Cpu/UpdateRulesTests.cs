using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class UpdateRulesTests
{
    public static TheoryData<int, OptimizerStep> Rules { get; } = MakeRules();

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rules_agree_with_the_reference(int lanes, OptimizerStep step)
    {
        foreach (int length in Lengths.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Update(step, b[0], b[1], b[2], b[3]),
                2e-6,
                [0, 2, 3],
                Seam.Random(length, 1),
                Seam.Random(length, 2),
                First(step, length),
                Second(step, length)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Weights_move_along_a_gradient_that_is_never_stored(int lanes, OptimizerStep step)
    {
        (int Rows, int Inputs, int Outputs)[] shapes =
        [
            (0, 3, 4),
            (1, 1, 1),
            (5, 33, 7),
            (7, 31, 13),
            (32, 64, 12),
            (17, 100, 25),
            (600, 40, 30),
            (64, 512, 9),
            (100, 129, 130),
        ];
        foreach ((int rows, int inputs, int outputs) in shapes)
        {
            int length = inputs * outputs;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.UpdateLinearWeight(step, b[0], b[1], b[2], b[3], b[4], rows, inputs, outputs),
                1e-5,
                [0, 1, 2],
                Seam.Random(length, 1),
                First(step, length),
                Second(step, length),
                Seam.Random(rows * outputs, 5),
                Seam.Random(rows * inputs, 6)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Adam_stays_a_number_from_gradients_of_any_size(int lanes)
    {
        float[] gradients =
        [
            0f,
            1e-38f,
            -1e-30f,
            1e-10f,
            1f,
            -1e10f,
            1e18f,
            1.7e19f,
            float.MaxValue,
            0f,
            0f,
            0f,
            0f,
            0f,
            0f,
            0f,
            0f,
        ];
        Device device = Widths.Get(lanes);
        using Storage w = device.Allocate(gradients.Length),
            g = device.Allocate(gradients.Length);
        using Storage first = device.Allocate(gradients.Length),
            second = device.Allocate(gradients.Length);
        device.Write(gradients, g.All);
        float[] found = new float[gradients.Length];
        for (int step = 1; step <= 3; step++)
        {
            device.Update(
                new OptimizerStep(OptimizerRule.Adam, 1e-3f, 0.9f, 0.999f, 1e-8f, Step: step),
                w.All,
                g.All,
                first.All,
                second.All
            );
            device.Read(w.All, found);
            Assert.All(found, value => Assert.InRange(Math.Abs(value), 0, 1.01e-3 * step));
        }

        // Where the square of a gradient is a normal number, the first steps are as long as the learning rate.
        Assert.Equal(-3e-3f, found[4], 1e-6f);
        Assert.Equal(3e-3f, found[5], 1e-6f);
    }

    private static TheoryData<int, OptimizerStep> MakeRules()
    {
        OptimizerStep adam = new(OptimizerRule.Adam, 0.01f, 0.9f, 0.999f, 1e-8f);
        OptimizerStep descent = new(OptimizerRule.Sgd, 0.1f, 0f, WeightDecay: 0.05f);
        TheoryData<int, OptimizerStep> rules = [];
        foreach (object[] lanes in (IEnumerable<object[]>)Widths.Supported)
        {
            rules.Add((int)lanes[0], adam);
            rules.Add((int)lanes[0], adam with { WeightDecay = 0.2f, Step = 4 });
            rules.Add((int)lanes[0], descent);
            rules.Add((int)lanes[0], descent with { Decay1 = 0.9f });
            rules.Add((int)lanes[0], new OptimizerStep(OptimizerRule.RmsProp, 0.01f, 0.99f, Epsilon: 1e-8f));
        }

        return rules;
    }

    private static float[] First(OptimizerStep step, int length) =>
        step switch
        {
            { Rule: OptimizerRule.Sgd, Decay1: 0 } => [],
            { Rule: OptimizerRule.RmsProp } => Seam.Random(length, 3, 0.01f, 1f),
            _ => Seam.Random(length, 3),
        };

    private static float[] Second(OptimizerStep step, int length) =>
        step.Rule == OptimizerRule.Adam ? Seam.Random(length, 4, 0.01f, 1f) : [];
}
