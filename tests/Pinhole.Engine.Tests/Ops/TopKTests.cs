using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

public sealed class TopKTests()
    : OpContract<TopK>(
        TopK.Instance,
        new OpCase("top_k", x => x[0].TopK(5), new OpArguments(Count: 5)),
        new OpCase("top_k_all", x => x[0].TopK(40), new OpArguments(Count: 40)),
        new OpCase("top_k_idle", x => x[0].TopKOfIdle(3, x[1], 2f), new OpArguments(Count: 3, First: 2f)),
        new OpCase("top_k_few_idle", x => x[0].TopKOfIdle(15, x[1], 3f), new OpArguments(Count: 15, First: 3f))
    )
{
    [Fact]
    public void Of_equal_numbers_the_first_are_kept()
    {
        using Tape tape = new(Widths.Get(1));
        float[] kept = new float[6];
        tape.Read(tape.Input([1, 2, 1, 1, 2, 0], new Shape(1, 6)).TopK(4), kept);
        Assert.Equal([1, 2, 1, 0, 2, 0], kept);
    }

    [Fact]
    public void A_gradient_goes_to_numbers_that_were_kept_though_they_are_zero()
    {
        using Tape tape = new(Widths.Get(1));
        float[] gradient = new float[4];
        Tensor x = tape.Variable([-1, 0, -2, 3], new Shape(1, 4));
        tape.Backward(x.TopK(2).Sum());
        tape.ReadGradient(x, gradient);
        Assert.Equal([0, 1, 0, 1], gradient);
    }

    [Fact]
    public void A_number_that_is_none_is_not_hidden()
    {
        using Tape tape = new(Widths.Get(1));
        float[] kept = new float[3];
        tape.Read(tape.Input([1, float.NaN, 5], new Shape(1, 3)).TopK(1), kept);
        Assert.Equal([0, float.NaN, 0], kept);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input(new float[6], new Shape(2, 3)),
            two = tape.Input(new float[2], new Shape(2));
        Assert.Equal(
            "TopK needs [batch, features], not [2].",
            Assert.Throws<ArgumentException>(() => two.TopK(1)).Message
        );
        Assert.Equal(
            "TopK needs to keep at least one number, not 0.",
            Assert.Throws<ArgumentException>(() => x.TopK(0)).Message
        );
        Assert.Equal(
            "TopK needs [batch, features] and [features], not [2, 3] and [2].",
            Assert.Throws<ArgumentException>(() => x.TopKOfIdle(1, two, 1f)).Message
        );
    }
}
