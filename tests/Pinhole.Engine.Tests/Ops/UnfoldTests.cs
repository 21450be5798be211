using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class UnfoldTests()
    : OpContract<Unfold>(
        Unfold.Instance,
        new OpCase("unfold", x => x[0].Unfold(Square), new OpArguments(Patches: Square)),
        new OpCase("unfold_oblong", x => x[0].Unfold(Oblong), new OpArguments(Patches: Oblong))
    )
{
    private static readonly Patches Square = new(5, 4, 3, 3, 3, Stride: 2, Padding: 1);
    private static readonly Patches Oblong = new(3, 7, 1, 3, 1);

    [Fact]
    public void A_patch_as_high_as_the_image_turns_planes_into_pixels()
    {
        using Tape tape = new(Widths.Get(1));
        float[] pixels = new float[6];
        tape.Read(tape.Input([1, 2, 3, 10, 20, 30], new Shape(1, 6)).Unfold(new Patches(2, 3, 1, 2, 1)), pixels);
        Assert.Equal([1, 10, 2, 20, 3, 30], pixels);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[8], new Shape(2, 4));
        Assert.Equal(
            "Unfold cannot take patches of 3×3 pixels, 1 apart, of a 3×3×1 image with 0 around it from [2, 4].",
            Assert.Throws<ArgumentException>(() => x.Unfold(new Patches(3, 3, 1, 3, 3))).Message
        );
        Assert.Throws<ArgumentException>(() => x.Unfold(new Patches(2, 2, 1, 3, 3)));
    }
}
