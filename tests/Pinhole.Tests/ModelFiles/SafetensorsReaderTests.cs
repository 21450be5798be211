using System.Buffers.Binary;
using System.Text;
using Pinhole.Engine.Random;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.ModelFiles;

public class SafetensorsReaderTests
{
    [Theory]
    [InlineData("", 0, "does not begin with '{'")]
    [InlineData(" {}", 0, "does not begin with '{'")]
    [InlineData("[]", 0, "does not begin with '{'")]
    [InlineData("{", 0, "is not valid JSON at byte")]
    [InlineData("{}{}", 0, "is not valid JSON at byte")]
    [InlineData("{'a':1}", 0, "is not valid JSON at byte")]
    [InlineData("{\"a\":{\"shape\":[[[[[[[1]]]]]]]}}", 0, "holds something other than whole numbers")]
    [InlineData("{\"a\":{\"dtype\":{\"b\":{\"c\":{\"d\":1}}}}}", 0, "the dtype of tensor 'a' is not one of")]
    [InlineData("{\"a\":[]}", 0, "'a' in its header is not an object")]
    [InlineData("{\"a\":\"F32\"}", 0, "'a' in its header is not an object")]
    [InlineData("{\"a\":{}}", 0, "lacks its dtype")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "lacks its dtype, its shape or its two data_offsets")]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,2,4]}}",
        4,
        "lacks its dtype, its shape or its two data_offsets"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"F8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
        1,
        "the dtype of tensor 'a' is not one of BOOL, U8"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"1\",\"shape\":[1],\"data_offsets\":[0,1]}}",
        1,
        "the dtype of tensor 'a' is not one of"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"u8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
        1,
        "the dtype of tensor 'a' is not one of"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
        1,
        "repeated field 'dtype'"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"$type\":\"System.Object\"}}",
        1,
        "unknown or repeated field '$type'"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}",
        1,
        "the shape of tensor 'a' holds something other than whole numbers"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,1]}}",
        1,
        "the shape of tensor 'a' holds something other than whole numbers"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":3,\"data_offsets\":[0,3]}}",
        3,
        "the shape of tensor 'a' is not a list"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[-1,0]}}",
        1,
        "the data_offsets of tensor 'a' holds something other than whole numbers"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[99999999999999999999],\"data_offsets\":[0,1]}}",
        1,
        "the shape of tensor 'a' holds something other"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        0,
        "the shape of tensor 'a' is too large"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4,0],\"data_offsets\":[0,0]}}",
        0,
        "the shape of tensor 'a' is too large"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,0]}}",
        2,
        "takes 2 bytes by its shape but lies at 2 to 0"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        4,
        "takes 8 bytes by its shape but lies at 0 to 4"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}",
        3,
        "tensor 'b' overlaps another at byte 1"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
        2,
        "tensor 'b' overlaps another at byte 0"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,3]}}",
        3,
        "a hole before tensor 'b', from byte 1 to 2"
    )]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}",
        2,
        "a hole before tensor 'a', from byte 0 to 1"
    )]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 3, "2 bytes follow its last tensor")]
    [InlineData("{}", 1, "1 bytes follow its last tensor")]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        0,
        "its header names 'a' twice"
    )]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "its header names '__metadata__' twice")]
    [InlineData("{\"__metadata__\":{\"k\":\"1\",\"\\u006b\":\"2\"}}", 0, "its metadata names 'k' twice")]
    [InlineData("{\"__metadata__\":{\"k\":1}}", 0, "'k' in its metadata is not text")]
    [InlineData("{\"__metadata__\":[]}", 0, "'__metadata__' in its header is not an object")]
    [InlineData("{\"__metadata__\":{\"k\":\"\\ud800\"}}", 0, "holds text that is not Unicode")]
    [InlineData("{\"a\\nb\":1}", 0, "'a?b' in its header is not an object")]
    public void What_breaks_the_format_is_refused_with_its_reason(string header, int dataLength, string reason)
    {
        string message = Refusal(File(Encoding.UTF8.GetBytes(header), dataLength));

        Assert.StartsWith("'model.safetensors' is not a safetensors file: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":", "{\"a\":")]
    [InlineData("{\"a\":{\"shape\":", "[")]
    [InlineData("{\"__metadata__\":{\"a\":", "[")]
    public void A_header_that_is_nested_deeply_is_refused(string start, string nested)
    {
        string header = start + string.Concat(Enumerable.Repeat(nested, 100_000));

        Assert.Contains(
            "is not a safetensors file",
            Refusal(File(Encoding.UTF8.GetBytes(header), 0)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_header_that_is_not_text_is_refused() =>
        Assert.Contains(
            "its header is not UTF-8 text",
            Refusal(File([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}'], 0)),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_header_of_ten_gigabytes_is_refused_before_anything_is_allocated()
    {
        byte[] bytes = File("{}"u8.ToArray(), 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, 10_000_000_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refusal(bytes);

        Assert.Equal(
            "'model.safetensors' is not a safetensors file: its header would take 10000000000 bytes, and at most "
                + "16777216 are read; give a whole model file",
            message
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_tensor_that_an_array_cannot_hold_needs_a_file_that_has_it()
    {
        byte[] bytes = File(
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[3000000000],\"data_offsets\":[0,3000000000]}}"u8.ToArray(),
            0
        );
        using MemoryStream stream = new(bytes);

        InputException exception = Assert.Throws<InputException>(() =>
            SafetensorsFile.Read(stream, bytes.Length, "model.safetensors")
        );
        Assert.StartsWith(
            "'model.safetensors' is cut short: tensor 'a' ends at byte 3000000000 of the data and only 0 are there",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_that_ends_at_any_byte_too_early_is_cut_short()
    {
        byte[] whole = SmallFile();
        for (int length = 0; length < whole.Length; length++)
            Assert.StartsWith("'model.safetensors' is cut short: ", Refusal(whole[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_ends_before_its_stated_length_is_cut_short()
    {
        byte[] whole = SmallFile();
        for (int length = 0; length < whole.Length; length++)
        {
            using MemoryStream stream = new(whole, 0, length);
            Assert.Contains(
                "is cut short: ",
                Assert.Throws<InputException>(() => SafetensorsFile.Read(stream, whole.Length, "m")).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Tensors_may_be_listed_in_another_order_than_their_data()
    {
        byte[] bytes = File(
            (
                "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,3]},"u8
                + "\"n\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[2,2]},"u8
                + "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}   "u8
            ).ToArray(),
            3
        );
        bytes[^1] = 9;

        SafetensorsFile file = SafetensorsFileTests.Read(bytes);

        Assert.Equal([9], file.Tensors["b"].Bytes.ToArray());
        Assert.Equal([0, 0], file.Tensors["a"].Bytes.ToArray());
        Assert.Equal(0, file.Tensors["n"].Count);
    }

    [Fact]
    public void A_file_with_one_wrong_byte_either_loads_or_is_refused_in_one_line()
    {
        byte[] whole = SmallFile();
        Rng random = new(seed: 5);
        int refused = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            byte[] bytes = [.. whole];
            bytes[random.NextInt(bytes.Length)] ^= (byte)(1 + random.NextInt(255));
            try
            {
                SafetensorsFileTests.Read(bytes);
            }
            catch (InputException exception)
            {
                refused++;
                Assert.DoesNotContain('\n', exception.Message);
            }
        }

        Assert.InRange(refused, 1000, 1999);
    }

    private static byte[] SmallFile() =>
        SafetensorsFileTests.Write(
            new Dictionary<string, string> { ["options"] = "{\"latent\": 2}" },
            [
                StoredTensor.FromFloats("weights", [2, 3], [1, 2, 3, 4, 5, 6]),
                StoredTensor.FromDoubles("scale", [], [0.5]),
            ]
        );

    private static byte[] File(byte[] header, int dataLength)
    {
        byte[] bytes = new byte[sizeof(ulong) + header.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes, sizeof(ulong));
        return bytes;
    }

    private static string Refusal(byte[] bytes) =>
        Assert.Throws<InputException>(() => SafetensorsFileTests.Read(bytes)).Message;
}
