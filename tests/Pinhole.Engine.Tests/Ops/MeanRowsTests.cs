using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class MeanRowsTests()
    : OpContract<MeanRows>(MeanRows.Instance, new OpCase("mean_rows", x => x[0].MeanRows(), default(OpArguments)))
{
    [Fact]
    public void A_vector_is_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(6));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => x.MeanRows());
        Assert.StartsWith("MeanRows needs [batch, features]", exception.Message, StringComparison.Ordinal);
    }
}
