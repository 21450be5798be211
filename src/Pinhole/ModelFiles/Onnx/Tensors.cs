using System.Buffers.Binary;
using Google.Protobuf;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>Tensors of ONNX.</summary>
internal static class Tensors
{
    /// <summary>Float32 numbers.</summary>
    /// <param name="name">Their name in the graph.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="values">The numbers, row-major.</param>
    public static TensorProto Of(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values)
    {
        // Little-endian bytes, as in a safetensors file.
        StoredTensor stored = StoredTensor.FromFloats(name, shape, values);
        return Make(name, DataType.Float, stored.Shape, stored.Bytes);
    }

    /// <summary>Integers, [count].</summary>
    /// <param name="name">Their name in the graph.</param>
    /// <param name="values">The numbers.</param>
    public static TensorProto Of(string name, ReadOnlySpan<long> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        return Make(name, DataType.Int64, [values.Length], bytes);
    }

    private static TensorProto Make(
        string name,
        DataType type,
        IReadOnlyList<long> shape,
        ReadOnlyMemory<byte> bytes
    ) =>
        new()
        {
            Name = name,
            DataType = type,
            Dims = { shape },
            RawData = UnsafeByteOperations.UnsafeWrap(bytes),
        };
}
