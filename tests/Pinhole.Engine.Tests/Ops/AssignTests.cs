using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class AssignTests()
    : OpContract<Assign>(Assign.Instance, new OpCase("assign", x => x[0].AssignTo(x[1]), default(OpArguments)))
{
    [Fact]
    public void The_statistic_becomes_the_tensor()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input([1, 2, 3], new Shape(3)),
            statistic = tape.Input([4, 5, 6], new Shape(3));
        float[] found = new float[3];
        x.AssignTo(statistic);
        tape.Read(statistic, found);
        Assert.Equal([1, 2, 3], found);
    }

    [Fact]
    public void Another_shape_is_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[3], new Shape(3)),
            two = tape.Input(new float[2], new Shape(2));
        Assert.Equal(
            "Assign needs two tensors of one shape, not [3] and [2].",
            Assert.Throws<ArgumentException>(() => x.AssignTo(two)).Message
        );
    }
}
