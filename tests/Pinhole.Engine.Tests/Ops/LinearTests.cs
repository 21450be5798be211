using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class LinearTests()
    : OpContract<Linear>(
        Linear.Instance,
        new OpCase(
            "linear_identity",
            x => x[0].Linear(x[1], x[2], Activation.Identity),
            new OpArguments(Choice: (int)Activation.Identity)
        ),
        new OpCase(
            "linear_relu",
            x => x[0].Linear(x[1], x[2], Activation.Relu),
            new OpArguments(Choice: (int)Activation.Relu)
        ),
        new OpCase(
            "linear_leaky_relu",
            x => x[0].Linear(x[1], x[2], Activation.LeakyRelu),
            new OpArguments(Choice: (int)Activation.LeakyRelu)
        ),
        new OpCase(
            "linear_elu",
            x => x[0].Linear(x[1], x[2], Activation.Elu),
            new OpArguments(Choice: (int)Activation.Elu)
        ),
        new OpCase(
            "linear_tanh",
            x => x[0].Linear(x[1], x[2], Activation.Tanh),
            new OpArguments(Choice: (int)Activation.Tanh)
        ),
        new OpCase(
            "linear_sigmoid",
            x => x[0].Linear(x[1], x[2], Activation.Sigmoid),
            new OpArguments(Choice: (int)Activation.Sigmoid)
        ),
        new OpCase(
            "linear_softplus",
            x => x[0].Linear(x[1], x[2], Activation.Softplus),
            new OpArguments(Choice: (int)Activation.Softplus)
        ),
        new OpCase("linear_gelu", x => x[0].Linear(x[1], x[2], Activation.Gelu), null),
        new OpCase(
            "linear_wide",
            x => x[0].Linear(x[1], x[2], Activation.Tanh),
            new OpArguments(Choice: (int)Activation.Tanh)
        )
    )
{
    [Fact]
    public void A_layer_without_bias_is_the_product_alone()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input([1f, 2f, 3f, 4f], new Shape(2, 2)),
            weight = tape.Variable([1f, 10f, 100f, 1000f], new Shape(2, 2));
        Tensor y = x.Linear(weight);
        float[] values = new float[4];
        tape.Read(y, values);
        Assert.Equal([21f, 2100f, 43f, 4300f], values);
        tape.Backward(y.Sum());
        tape.ReadGradient(weight, values);
        Assert.Equal([4f, 6f, 4f, 6f], values);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(2, 3)),
            weight = tape.Input(new float[8], new Shape(2, 4)),
            bias = tape.Input(new float[2], new Shape(2));
        Assert.Equal(
            "Linear needs x [batch, inputs] and a weight [outputs, inputs], not [2, 3] and [2, 4].",
            Assert.Throws<ArgumentException>(() => x.Linear(weight, bias)).Message
        );
        Tensor fitting = tape.Input(new float[12], new Shape(4, 3));
        Assert.Equal(
            "Linear needs a bias of shape [4], not [2].",
            Assert.Throws<ArgumentException>(() => x.Linear(fitting, bias)).Message
        );
    }
}
