using Pinhole.ModelFiles;

namespace Pinhole.Tests.ModelFiles;

public class StoredTensorTests
{
    [Fact]
    public void Floats_lie_in_the_file_order_little_endian()
    {
        StoredTensor tensor = StoredTensor.FromFloats("a", [2], [1f, -2f]);

        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], tensor.Bytes.ToArray());
        Assert.Equal(ElementType.F32, tensor.Type);
        Assert.Equal(2, tensor.Count);
    }

    [Fact]
    public void Doubles_come_back_whole_as_doubles_and_rounded_as_floats()
    {
        StoredTensor tensor = StoredTensor.FromDoubles("a", [1, 2], [Math.PI, 1e300]);

        Assert.Equal([Math.PI, 1e300], tensor.ToDoubles());
        Assert.Equal([(float)Math.PI, float.PositiveInfinity], tensor.ToFloats());
    }

    [Theory]
    [InlineData(new long[] { 3 })]
    [InlineData(new long[] { -1, -2 })]
    [InlineData(new long[] { long.MaxValue, 2, 0 })]
    [InlineData(new long[] { 1L << 32, 1L << 32 })]
    public void A_shape_that_the_values_do_not_fill_is_refused(long[] shape) =>
        Assert.Throws<ArgumentException>(() => StoredTensor.FromFloats("a", shape, [1f, 2f]));

    [Fact]
    public void The_name_of_the_metadata_is_refused() =>
        Assert.Throws<ArgumentException>(() => StoredTensor.FromFloats("__metadata__", [], [1f]));

    [Fact]
    public void Integers_are_refused_as_floats_in_one_line()
    {
        StoredTensor tensor = new("two\nlines", ElementType.I16, [1], new byte[2]);

        InputException exception = Assert.Throws<InputException>(tensor.ToFloats);
        Assert.Equal(
            "tensor 'two?lines' holds I16; floating-point numbers are needed; give a file that stores it as F32",
            exception.Message
        );
    }
}
