using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Autograd;

/// <summary>Gradients through more than one operation: how the tape adds them up.</summary>
public sealed class GradientTests
{
    [Fact]
    public void A_tensor_that_is_used_twice_gets_both_gradients()
    {
        GoldenTensor x = Variable(new Shape(3, 4), 1),
            y = Variable(new Shape(3, 4), 2);
        GradientCheck.Passes([x, y], Weights(12, 3), t =>
        {
            Tensor shared = (t[0] * t[1]).Activate(Activation.Tanh);
            return (shared.Square() - shared) / (t[0].Exp() + 1f);
        });
    }

    [Fact]
    public void Both_operands_may_be_the_same_tensor()
    {
        GoldenTensor x = Variable(new Shape(3, 3), 1);
        double[] weights = Weights(9, 2);
        GradientCheck.Passes([x], weights, t => t[0] * t[0]);
        GradientCheck.Passes([x], weights, t => t[0] / (t[0] + 5f));
        GradientCheck.Passes([x], weights, t => t[0] - t[0].Square());
        GradientCheck.Passes([x], weights, t => t[0].MatMul(t[0]));
        GradientCheck.Passes([x], weights, t => t[0].MatMul(t[0], transposeRight: true));
        GradientCheck.Passes([x], Weights(18, 2), t => t[0].Concat(t[0]));
    }

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Softplus)]
    public void A_whole_autoencoder_with_tied_weights_passes(Activation activation)
    {
        using ReferenceKernels kernels = new();
        using ParameterSet parameters = Parameters(
            kernels,
            ("weight", new Shape(3, 7)),
            ("encoder.bias", new Shape(3)),
            ("decoder.bias", new Shape(7))
        );
        float[] batch = Seam.Random(5 * 7, 9, 0, 1);
        GradientCheck.Passes(parameters, tape =>
        {
            Tensor x = tape.Input(batch, new Shape(5, 7));
            Tensor code = x.Linear(
                tape.Parameter(parameters.Parameters[0]),
                tape.Parameter(parameters.Parameters[1]),
                activation
            );
            Tensor logits = code.MatMul(tape.Parameter(parameters.Parameters[0]))
                .AddRow(tape.Parameter(parameters.Parameters[2]));
            return logits.BernoulliLoss(x).Mean() + (0.1f * code.Abs().Sum());
        });
    }

    [Fact]
    public void A_parameter_that_the_loss_does_not_reach_has_gradient_zero()
    {
        using ReferenceKernels kernels = new();
        using ParameterSet parameters = Parameters(
            kernels,
            ("used", new Shape(3)),
            ("unused", new Shape(3)),
            ("never", new Shape(3))
        );
        kernels.Fill(parameters.Gradients, 7f);
        GradientCheck.Passes(parameters, tape =>
        {
            // On the tape, but nothing that reaches the loss comes of it; the third is not even on the tape.
            tape.Parameter(parameters.Parameters[1]).Square();
            return tape.Parameter(parameters.Parameters[0]).Square().Sum();
        });
        Assert.Equal(new double[3], ReferenceKernels.Values(parameters.Parameters[1].Gradient).ToArray());
        Assert.Equal(new double[3], ReferenceKernels.Values(parameters.Parameters[2].Gradient).ToArray());
    }

    [Fact]
    public void Parameters_of_two_sets_are_all_reached()
    {
        using ReferenceKernels kernels = new();
        using ParameterSet first = Parameters(kernels, ("a", new Shape(4)), ("b", new Shape(4)));
        using ParameterSet second = Parameters(kernels, ("a", new Shape(4)), ("b", new Shape(4)));
        Func<Tape, Tensor> loss = tape =>
            (
                tape.Parameter(first.Parameters[0])
                * tape.Parameter(second.Parameters[1])
                * tape.Parameter(first.Parameters[0])
            ).Sum();
        kernels.Fill(first.Gradients, 7f);
        kernels.Fill(second.Gradients, 7f);
        GradientCheck.Passes(first, loss);
        GradientCheck.Passes(second, loss);
    }

    private static GoldenTensor Variable(Shape shape, ulong seed) => new(shape, Weights((int)shape.Length, seed), []);

    private static double[] Weights(int count, ulong seed) => [.. Seam.Random(count, seed).Select(x => (double)x)];

    private static ParameterSet Parameters(Device device, params (string Name, Shape Shape)[] declarations)
    {
        ParameterSet parameters = new(device, declarations);
        ulong seed = 1;
        foreach (Parameter parameter in parameters.Parameters)
            device.Write(Seam.Random((int)parameter.Shape.Length, seed++), parameter.Value);
        return parameters;
    }
}
