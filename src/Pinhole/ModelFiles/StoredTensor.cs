using System.Buffers.Binary;

namespace Pinhole.ModelFiles;

/// <summary>A named tensor as it lies in a file: its element type, its shape and its little-endian bytes.</summary>
public sealed class StoredTensor
{
    private readonly long[] _shape;

    /// <summary>Wraps bytes that are already in the file's order; they are not copied.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="type">The type of each element.</param>
    /// <param name="shape">The dimensions, row-major; none for a single number.</param>
    /// <param name="bytes">The elements, little-endian.</param>
    /// <exception cref="ArgumentException">The bytes do not fill the shape, or the name is the reserved
    /// <c>__metadata__</c>.</exception>
    public StoredTensor(string name, ElementType type, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> bytes)
    {
        if (name == SafetensorsHeader.MetadataKey)
            throw new ArgumentException($"A tensor cannot be called {SafetensorsHeader.MetadataKey}.", nameof(name));
        if (!type.TryByteCount(shape, out long expected) || expected != bytes.Length)
            throw new ArgumentException(
                $"The shape [{string.Join(", ", shape.ToArray())}] of {type} does not take {bytes.Length} bytes.",
                nameof(bytes)
            );

        Name = name;
        Type = type;
        Bytes = bytes;
        _shape = shape.ToArray();
    }

    /// <summary>Its name in the file.</summary>
    public string Name { get; }

    /// <summary>The type of each element.</summary>
    public ElementType Type { get; }

    /// <summary>The dimensions, row-major; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The elements, little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>How many elements there are.</summary>
    public int Count => Bytes.Length / Type.Size();

    /// <summary>Stores floats as <see cref="ElementType.F32"/>.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">The dimensions, row-major.</param>
    /// <param name="values">One value for each element of the shape; copied.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static StoredTensor FromFloats(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[checked(values.Length * sizeof(float))];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return new StoredTensor(name, ElementType.F32, shape, bytes);
    }

    /// <summary>Stores doubles as <see cref="ElementType.F64"/>.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">The dimensions, row-major.</param>
    /// <param name="values">One value for each element of the shape; copied.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static StoredTensor FromDoubles(string name, ReadOnlySpan<long> shape, ReadOnlySpan<double> values)
    {
        byte[] bytes = new byte[checked(values.Length * sizeof(double))];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        return new StoredTensor(name, ElementType.F64, shape, bytes);
    }

    /// <summary>Stores whole numbers as <see cref="ElementType.I32"/>.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">The dimensions, row-major.</param>
    /// <param name="values">One value for each element of the shape; copied.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static StoredTensor FromIntegers(string name, ReadOnlySpan<long> shape, ReadOnlySpan<int> values)
    {
        byte[] bytes = new byte[checked(values.Length * sizeof(int))];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        return new StoredTensor(name, ElementType.I32, shape, bytes);
    }

    /// <summary>The elements as whole numbers, row-major.</summary>
    /// <exception cref="InputException">The elements are not <see cref="ElementType.I32"/>.</exception>
    public int[] ToIntegers()
    {
        if (Type != ElementType.I32)
            throw new InputException(
                $"tensor {SafetensorsHeader.Quote(Name)} holds {Type}, and I32 is needed; the file is damaged"
            );
        int[] values = new int[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(Bytes.Span[(i * sizeof(int))..]);
        return values;
    }

    /// <summary>The elements as floats, row-major; F64 is rounded to the nearest float.</summary>
    /// <exception cref="InputException">The elements are integers or truth values.</exception>
    public float[] ToFloats()
    {
        ReadOnlySpan<byte> bytes = Bytes.Span;
        float[] values = new float[Count];
        int size = Type.Size();
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)ReadElement(bytes.Slice(i * size, size));
        return values;
    }

    /// <summary>The elements as doubles, row-major.</summary>
    /// <exception cref="InputException">The elements are integers or truth values.</exception>
    public double[] ToDoubles()
    {
        ReadOnlySpan<byte> bytes = Bytes.Span;
        double[] values = new double[Count];
        int size = Type.Size();
        for (int i = 0; i < values.Length; i++)
            values[i] = ReadElement(bytes.Slice(i * size, size));
        return values;
    }

    /// <summary>The same elements by another name; they are not copied.</summary>
    internal StoredTensor Named(string name) => new(name, Type, _shape, Bytes);

    private double ReadElement(ReadOnlySpan<byte> bytes) =>
        Type switch
        {
            ElementType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            ElementType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            ElementType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            ElementType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
            _ => throw new InputException(
                $"tensor {SafetensorsHeader.Quote(Name)} holds {Type}; floating-point numbers are needed; give a file "
                    + "that stores it as F32"
            ),
        };
}
