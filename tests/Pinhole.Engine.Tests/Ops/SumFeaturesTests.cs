using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class SumFeaturesTests()
    : OpContract<SumFeatures>(
        SumFeatures.Instance,
        new OpCase("sum_features", x => x[0].SumFeatures(), default(OpArguments))
    )
{
    [Fact]
    public void Only_matrices_have_features()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(6));
        Assert.Equal(
            "SumFeatures needs [batch, features], not [6].",
            Assert.Throws<ArgumentException>(() => x.SumFeatures()).Message
        );
    }
}
