using Pinhole.ModelFiles;

namespace Pinhole.Tests.ModelFiles;

public class StoredTensorTests
{
    [Fact]
    public void Numbers_that_lie_elsewhere_are_fetched_in_parts()
    {
        const int Count = 700_000;
        StoredTensor tensor = StoredTensor.FromFloats("a", [Count], Count, (start, values) =>
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = start + i;
        });

        Assert.Equal(3, tensor.Parts.Count());
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (float)i), tensor.ToFloats());
        Assert.Equal(tensor.ToFloats(), new StoredTensor("b", ElementType.F32, [Count], tensor.Bytes).ToFloats());
    }

    [Fact]
    public void A_tensor_may_be_larger_than_an_array()
    {
        byte[] part = new byte[1 << 20];
        const int Parts = 3000;
        StoredTensor tensor = new("a", ElementType.F32, [Parts, 1 << 18], (long)Parts << 20, () =>
            Enumerable.Repeat<ReadOnlyMemory<byte>>(part, Parts)
        );
        long last = 0;
        tensor.ForEachPart((start, values) => last = start + values.Length);

        Assert.Equal((long)Parts << 18, tensor.Count);
        Assert.Equal(tensor.Count, last);
        Assert.Contains("too many", Assert.Throws<InputException>(() => tensor.Bytes).Message);
        Counter counter = new();
        SafetensorsFile.Write(counter, new Dictionary<string, string>(), [tensor]);
        Assert.InRange(counter.Written - tensor.ByteCount, 8, 200);
    }

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

    private sealed class Counter : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position
        {
            get => Written;
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;
    }
}
