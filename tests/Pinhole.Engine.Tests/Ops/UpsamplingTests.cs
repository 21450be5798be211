using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

/// <summary>
/// Upsampling is written in operations that have their own tests; here it is compared with PyTorch's as a whole.
/// </summary>
public sealed class UpsamplingTests()
    : OpContract<Fold>(
        Fold.Instance,
        new OpCase("upsample", x => x[0].Upsample(5, 4, 6), null),
        new OpCase("upsample_odd", x => x[0].Upsample(5, 5, 3), null),
        new OpCase("upsample_oblong", x => x[0].Upsample(1, 2, 7), null)
    )
{
    [Fact]
    public void Every_pixel_comes_four_times_and_fewer_at_an_odd_edge()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor image = tape.Input([1, 10, 2, 20], new Shape(1, 4));
        float[] values = new float[12];
        tape.Read(image.Upsample(2, 2, 3), values);
        Assert.Equal([1, 10, 1, 10, 2, 20, 1, 10, 1, 10, 2, 20], values);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[8], new Shape(2, 4));
        Assert.StartsWith(
            "Upsampling to 3×3×2 needs half as many pixels each way, not [2, 4].",
            Assert.Throws<ArgumentException>(() => x.Upsample(2, 3, 3)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => x.Upsample(4, 0, 1));
    }
}
