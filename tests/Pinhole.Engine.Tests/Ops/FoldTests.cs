using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class FoldTests()
    : OpContract<Fold>(
        Fold.Instance,
        new OpCase("fold", x => x[0].Fold(Square), new OpArguments(Patches: Square)),
        new OpCase("fold_oblong", x => x[0].Fold(Oblong), new OpArguments(Patches: Oblong))
    )
{
    private static readonly Patches Square = new(5, 4, 3, 3, 3, Stride: 2, Padding: 1);
    private static readonly Patches Oblong = new(6, 5, 1, 2, 3, Stride: 2, Padding: 1);

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[8], new Shape(2, 4));
        Assert.Equal(
            "Fold cannot make patches of 2×2 pixels, 1 apart, of a 2×4×1 image with 0 around it of [2, 4].",
            Assert.Throws<ArgumentException>(() => x.Fold(new Patches(2, 4, 1, 2, 2))).Message
        );
        Assert.Throws<ArgumentException>(() => x.Fold(new Patches(2, 2, 1, 3, 3)));
    }
}
