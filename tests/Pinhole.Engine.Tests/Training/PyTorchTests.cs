using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Training;

/// <summary>Whole runs and single optimizers beside PyTorch.</summary>
public sealed class PyTorchTests
{
    private static readonly int[] Layers = [24, 16, 5, 16, 24];

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Forty_steps_of_Adam_on_squared_errors_have_the_losses_of_PyTorch(int lanes) =>
        Compare(lanes, "squared_error_adam", (y, x) => y.Activate(Activation.Sigmoid).SquaredError(x), null);

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Forty_steps_with_momentum_on_Bernoulli_losses_have_the_losses_of_PyTorch(int lanes) =>
        Compare(
            lanes,
            "bernoulli_momentum",
            (y, x) => y.BernoulliLoss(x),
            new OptimizerStep(OptimizerRule.Sgd, 0.01f, 0.9f)
        );

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Optimizers_move_parameters_as_those_of_PyTorch(int lanes)
    {
        Device device = Widths.Get(lanes);
        OptimizerStep adam = new(OptimizerRule.Adam, 0.01f, 0.9f, 0.999f, 1e-8f);
        Check("adam", adam);
        Check("adamw", adam with { WeightDecay = 0.1f });
        Check("sgd", new OptimizerStep(OptimizerRule.Sgd, 0.1f));
        Check("sgd_momentum", new OptimizerStep(OptimizerRule.Sgd, 0.1f, 0.9f, WeightDecay: 0.05f));
        Check("rmsprop", new OptimizerStep(OptimizerRule.RmsProp, 0.01f, 0.99f, Epsilon: 1e-8f));

        void Check(string name, OptimizerStep rule)
        {
            GoldenOptimizer golden = Goldens.Optimizer(name);
            int length = golden.Start.Length;
            using Storage parameters = device.Allocate(length),
                gradients = device.Allocate(length);
            using Storage first = device.Allocate(length),
                second = device.Allocate(length);
            device.Write([.. golden.Start.Select(x => (float)x)], parameters.All);
            float[] found = new float[length];
            for (int step = 0; step < golden.After.Length; step++)
            {
                device.Write([.. golden.Gradients[step].Select(x => (float)x)], gradients.All);
                device.Update(rule with { Step = step + 1 }, parameters.All, gradients.All, first.All, second.All);
                device.Read(parameters.All, found);
                Numbers.AssertClose(golden.After[step], found, 1e-6, $"{name} after step {step + 1}");
            }
        }
    }

    private static void Compare(int lanes, string golden, Func<Tensor, Tensor, Tensor> loss, OptimizerStep? descent)
    {
        double[] expected = Goldens.Numbers(Goldens.Training.GetProperty(golden));
        Assert.Equal(40, expected.Length);
        using TrainingStep step = new(Widths.Get(lanes), Layers, loss, descent);
        for (int i = 0; i < expected.Length; i++)
        {
            double found = step.Run(Formula.Batch(i, rows: 32, Layers[0]), 32);
            Assert.True(
                Math.Abs(found - expected[i]) <= 1e-5 * expected[i],
                $"Step {i}: PyTorch's loss is {expected[i]}, ours {found}."
            );
        }
    }
}
