using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class AddRowTests()
    : OpContract<AddRow>(AddRow.Instance, new OpCase("add_row", x => x[0].AddRow(x[1]), default(OpArguments)))
{
    [Fact]
    public void A_row_of_another_width_is_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(2, 3)),
            row = tape.Input(new float[2], new Shape(2));
        Assert.Equal(
            "AddRow needs [batch, features] and [features], not [2, 3] and [2].",
            Assert.Throws<ArgumentException>(() => x.AddRow(row)).Message
        );
    }
}
