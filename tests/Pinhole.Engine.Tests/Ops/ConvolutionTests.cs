using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

/// <summary>
/// Convolutions are written in operations that have their own tests; here they are compared with PyTorch's as a whole.
/// </summary>
public sealed class ConvolutionTests()
    : OpContract<Unfold>(
        Unfold.Instance,
        new OpCase("convolution", x => x[0].Convolution(x[1], x[2], new(5, 4, 3, 3, 3, Stride: 1, Padding: 1)), null),
        new OpCase(
            "convolution_elu",
            x => x[0].Convolution(x[1], x[2], new(5, 4, 3, 3, 3, Stride: 2, Padding: 1), Activation.Elu),
            null
        ),
        new OpCase(
            "convolution_gelu",
            x => x[0].Convolution(x[1], x[2], new(7, 5, 3, 3, 3, Stride: 2), Activation.Gelu),
            null
        )
    )
{
    [Fact]
    public void Pixels_come_out_side_by_side()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor image = tape.Input([1, 2, 3, 4], new Shape(1, 4)),
            weight = tape.Input([1, 1, 10, 0], new Shape(2, 2)),
            bias = tape.Input([0, 0.5f], new Shape(2));
        Tensor y = image.Convolution(weight, bias, new Patches(2, 2, 1, 1, 2));
        float[] values = new float[4];
        tape.Read(y, values);
        Assert.Equal(new Shape(1, 4), y.Shape);
        Assert.Equal([3, 10.5f, 7, 30.5f], values);
    }
}
