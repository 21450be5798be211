using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class TransposedConvolutionTests()
    : OpContract<Fold>(
        Fold.Instance,
        new OpCase(
            "transposed_convolution",
            x => x[0].TransposedConvolution(x[1], x[2], new(3, 2, 3, 3, 3, Stride: 1, Padding: 1)),
            null
        ),
        new OpCase(
            "transposed_convolution_elu",
            x => x[0].TransposedConvolution(x[1], x[2], new(5, 4, 3, 3, 3, Stride: 2, Padding: 1), Activation.Elu),
            null
        ),
        new OpCase(
            "transposed_convolution_gelu",
            x => x[0].TransposedConvolution(x[1], x[2], new(6, 7, 3, 3, 3, Stride: 2), Activation.Gelu),
            null
        )
    )
{
    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[8], new Shape(2, 4)),
            weight = tape.Input(new float[18], new Shape(9, 2)),
            bias = tape.Input(new float[1], new Shape(1));
        Assert.StartsWith(
            "A transposed convolution needs x [batch, positions · inputs], not [2, 4] for patches of 3×3 pixels, 2 "
                + "apart, of a 4×4×1 image with 1 around it and a weight [9, 2].",
            Assert
                .Throws<ArgumentException>(() =>
                    x.TransposedConvolution(weight, bias, new Patches(4, 4, 1, 3, 3, Stride: 2, Padding: 1))
                )
                .Message,
            StringComparison.Ordinal
        );
    }
}
