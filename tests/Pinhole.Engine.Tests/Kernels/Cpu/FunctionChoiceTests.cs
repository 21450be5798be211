using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class FunctionChoiceTests
{
    [Fact]
    public void Functions_that_do_not_exist_are_refused()
    {
        Device device = Widths.Get(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Activate((Activation)99, default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Unary((UnaryFunction)99, default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Binary((BinaryFunction)99, default, default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            device.Loss((LossFunction)99, default, default, 0f, default, 0, 0)
        );
    }
}
