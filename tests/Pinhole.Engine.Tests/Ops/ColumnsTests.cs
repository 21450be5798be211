using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Autograd;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class ColumnsTests()
    : OpContract<Columns>(
        Columns.Instance,
        new OpCase("columns", x => x[0].Columns(5, 11), new OpArguments(Start: 5, Count: 11))
    )
{
    [Fact]
    public void Ranges_may_overlap()
    {
        GoldenOp golden = Goldens.Op("columns");
        GradientCheck.Passes(golden.Inputs, golden.Output.Gradient!, x => x[0].Columns(0, 11) * x[0].Columns(8, 11));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    [InlineData(0, 4)]
    [InlineData(0, -1)]
    [InlineData(int.MaxValue, 2)]
    [InlineData(1, int.MaxValue)]
    public void Columns_that_are_not_there_are_refused(int start, int count)
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(2, 3));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => x.Columns(start, count));
        Assert.Equal($"Columns cannot take {count} columns from {start} on of [2, 3].", exception.Message);
    }
}
