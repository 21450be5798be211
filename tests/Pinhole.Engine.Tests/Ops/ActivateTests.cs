using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class ActivateTests()
    : OpContract<Activate>(
        Activate.Instance,
        new OpCase("activate_relu", x => x[0].Activate(Activation.Relu), new OpArguments(Choice: (int)Activation.Relu)),
        new OpCase(
            "activate_leaky_relu",
            x => x[0].Activate(Activation.LeakyRelu),
            new OpArguments(Choice: (int)Activation.LeakyRelu)
        ),
        new OpCase("activate_elu", x => x[0].Activate(Activation.Elu), new OpArguments(Choice: (int)Activation.Elu)),
        new OpCase("activate_tanh", x => x[0].Activate(Activation.Tanh), new OpArguments(Choice: (int)Activation.Tanh)),
        new OpCase(
            "activate_sigmoid",
            x => x[0].Activate(Activation.Sigmoid),
            new OpArguments(Choice: (int)Activation.Sigmoid)
        ),
        new OpCase(
            "activate_softplus",
            x => x[0].Activate(Activation.Softplus),
            new OpArguments(Choice: (int)Activation.Softplus)
        ),
        new OpCase("activate_gelu", x => x[0].Activate(Activation.Gelu), new OpArguments(Choice: (int)Activation.Gelu))
    )
{
    [Fact]
    public void Identity_is_no_operation()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input([1f, 2f], new Shape(2));
        Assert.Equal(x, x.Activate(Activation.Identity));
    }

    [Theory]
    [InlineData(Activation.Relu, 0f)]
    [InlineData(Activation.LeakyRelu, 0.01f)]
    [InlineData(Activation.Elu, 1f)]
    public void Slopes_at_a_kink_are_those_of_PyTorch(Activation activation, float slope)
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([0f], new Shape(1));
        tape.Backward(x.Activate(activation));
        float[] gradient = new float[1];
        tape.ReadGradient(x, gradient);
        Assert.Equal(slope, gradient[0]);
    }
}
