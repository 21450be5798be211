using FsCheck;
using FsCheck.Fluent;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.ModelFiles;

public class SafetensorsFileTests
{
    [Fact]
    public void Any_shape_and_any_bits_come_back_as_they_were()
    {
        Gen<StoredTensor> tensors =
            from shape in Gen.Choose(0, 4).Select(size => (long)size).ListOf().Where(shape => shape.Count <= 5)
            from type in Gen.Elements(Enum.GetValues<ElementType>())
            from bytes in Gen.Choose(0, 255)
                .Select(value => (byte)value)
                .ArrayOf((int)shape.Aggregate((long)ElementSize(type), (product, size) => product * size))
            select new StoredTensor("t", type, shape.ToArray(), bytes);
        Gen<(StoredTensor[], string)> files =
            from list in tensors.ArrayOf()
            from text in ArbMap.Default.GeneratorFor<UnicodeString>()
            select (list, WithoutHalfPairs(text.Get ?? ""));

        Prop.ForAll(files.ToArbitrary(), file =>
            {
                StoredTensor[] named =
                [
                    .. file.Item1.Select(
                        (tensor, index) =>
                            new StoredTensor($"{file.Item2} {index}", tensor.Type, tensor.Shape.ToArray(), tensor.Bytes)
                    ),
                ];
                SafetensorsFile read = Read(
                    Write(new Dictionary<string, string> { ["key " + file.Item2] = file.Item2 }, named)
                );

                Assert.Equal(file.Item2, read.Metadata["key " + file.Item2]);
                Assert.Equal(named.Length, read.Tensors.Count);
                foreach (StoredTensor tensor in named)
                {
                    StoredTensor other = read.Tensors[tensor.Name];
                    Assert.Equal(tensor.Type, other.Type);
                    Assert.Equal(tensor.Shape, other.Shape);
                    Assert.Equal(tensor.Bytes.ToArray(), other.Bytes.ToArray());
                }
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(20));
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_whatever_the_order_of_the_metadata()
    {
        StoredTensor[] tensors = [StoredTensor.FromFloats("b", [1], [1f]), StoredTensor.FromFloats("a", [1], [2f])];
        byte[] one = Write(new Dictionary<string, string> { ["x"] = "1", ["Y"] = "2" }, tensors);
        byte[] two = Write(new Dictionary<string, string> { ["Y"] = "2", ["x"] = "1" }, tensors);

        Assert.Equal(one, two);
        Assert.Equal(["b", "a"], Read(one).Tensors.Keys);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abcdefgh")]
    public void The_data_begin_at_a_multiple_of_eight(string name)
    {
        byte[] bytes = Write(new Dictionary<string, string>(), [StoredTensor.FromDoubles(name, [1], [1.0])]);

        Assert.Equal(0, bytes.Length % 8);
    }

    [Fact]
    public void Two_tensors_of_one_name_are_not_written()
    {
        StoredTensor tensor = StoredTensor.FromFloats("a", [], [1f]);

        Assert.Throws<ArgumentException>(() => Write(new Dictionary<string, string>(), [tensor, tensor]));
    }

    [Fact]
    public void A_header_that_could_not_be_read_back_is_not_written() =>
        Assert.Throws<ArgumentException>(() =>
            Write(new Dictionary<string, string> { ["long"] = new string('x', 16 << 20) }, [])
        );

    [Fact]
    public void A_file_made_after_the_text_of_the_format_is_read()
    {
        SafetensorsFile file = SafetensorsFile.Read(Repository.Golden("safetensors.safetensors"));

        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("make_safetensors.py \"é\"\n", file.Metadata["made by"]);
        Assert.Equal([1.5f, -2f, 0.1f, 3e38f, -0f, 1e-40f], file.Tensors["floats"].ToFloats());
        Assert.Equal([2, 3], file.Tensors["floats"].Shape);
        Assert.Equal([Math.PI, -1e-300], file.Tensors["doubles"].ToDoubles());
        Assert.Equal([1.0, -0.3330078125, 65504.0, 5.960464477539063e-08], file.Tensors["halves"].ToDoubles());
        Assert.Equal([1f, -3.140625f, float.PositiveInfinity], file.Tensors["upper halves"].ToFloats());
        Assert.Equal(
            [0, 0, 0, 0, 0, 0, 0, 0x80, 255, 255, 255, 255, 255, 255, 255, 0x7F],
            file.Tensors["whole/é"].Bytes.ToArray()
        );
        Assert.Equal([0, 1, 2, 3, 4], file.Tensors["bytes"].Bytes.ToArray());
        Assert.Equal([1, 0, 1], file.Tensors["truth"].Bytes.ToArray());
        Assert.Equal([7.25f], file.Tensors["single"].ToFloats());
        Assert.Empty(file.Tensors["single"].Shape);
        Assert.Equal([0, 4], file.Tensors["nothing"].Shape);
    }

    [RealDataFact("formats/safetensors/hello.safetensors")]
    public void A_file_made_by_the_reference_library_is_read()
    {
        SafetensorsFile file = SafetensorsFile.Read(Repository.RealData("formats/safetensors/hello.safetensors"));

        Assert.Equal(Enumerable.Repeat(1f, 100), file.Tensors["hello"].ToFloats());
        Assert.Equal([5, 10], file.Tensors["world"].Shape);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void A_path_that_cannot_be_read_is_named()
    {
        Assert.Equal(
            "there is no file 'no/such.safetensors'; check the path",
            Assert.Throws<InputException>(() => SafetensorsFile.Read("no/such.safetensors")).Message
        );
        Assert.Contains(
            $"'{AppContext.BaseDirectory}' cannot be read",
            Assert.Throws<InputException>(() => SafetensorsFile.Read(AppContext.BaseDirectory)).Message,
            StringComparison.Ordinal
        );
    }

    internal static byte[] Write(Dictionary<string, string> metadata, IEnumerable<StoredTensor> tensors)
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(stream, metadata, tensors);
        return stream.ToArray();
    }

    internal static SafetensorsFile Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return SafetensorsFile.Read(stream, bytes.Length, "model.safetensors");
    }

    private static string WithoutHalfPairs(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private static int ElementSize(ElementType type) =>
        type switch
        {
            ElementType.BOOL or ElementType.U8 or ElementType.I8 => 1,
            ElementType.U64 or ElementType.I64 or ElementType.F64 => 8,
            ElementType.U32 or ElementType.I32 or ElementType.F32 => 4,
            _ => 2,
        };
}
