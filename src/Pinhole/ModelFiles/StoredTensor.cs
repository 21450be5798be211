using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pinhole.ModelFiles;

/// <summary>
/// A named tensor of a file: its element type, its shape and its little-endian bytes, which may exceed the size of an
/// array.
/// </summary>
public sealed class StoredTensor
{
    // A multiple of the size of every element type, so that no element is split.
    private const int PartBytes = 1 << 20;

    private readonly long[] _shape;
    private readonly Func<IEnumerable<ReadOnlyMemory<byte>>> _parts;
    private readonly ReadOnlyMemory<byte>? _whole;

    /// <summary>Wraps bytes in the file's order; they are not copied.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="type">The type of each element.</param>
    /// <param name="shape">The dimensions, row-major; none for a single number.</param>
    /// <param name="bytes">The elements, little-endian.</param>
    /// <exception cref="ArgumentException">The bytes do not fill the shape, or the name is the reserved
    /// <c>__metadata__</c>.</exception>
    public StoredTensor(string name, ElementType type, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> bytes)
        : this(name, type, shape, bytes.Length, () => [bytes]) => _whole = bytes;

    /// <summary>Creates a tensor whose bytes are produced or read on demand, part by part.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="type">The type of each element.</param>
    /// <param name="shape">The dimensions, row-major; none for a single number.</param>
    /// <param name="length">The number of bytes.</param>
    /// <param name="parts">Returns the bytes in order, with whole elements in each part; a part is valid until the next
    /// one.</param>
    /// <exception cref="ArgumentException">The bytes do not fill the shape, or the name is the reserved
    /// <c>__metadata__</c>.</exception>
    internal StoredTensor(
        string name,
        ElementType type,
        ReadOnlySpan<long> shape,
        long length,
        Func<IEnumerable<ReadOnlyMemory<byte>>> parts
    )
    {
        if (name == SafetensorsHeader.MetadataKey)
            throw new ArgumentException($"A tensor cannot be called {SafetensorsHeader.MetadataKey}.", nameof(name));
        if (!type.TryByteCount(shape, out long expected) || expected != length)
            throw new ArgumentException(
                $"The shape [{string.Join(", ", shape.ToArray())}] of {type} does not take {length} bytes.",
                nameof(length)
            );

        Name = name;
        Type = type;
        ByteCount = length;
        _parts = parts;
        _shape = shape.ToArray();
    }

    /// <summary>Its name in the file.</summary>
    public string Name { get; }

    /// <summary>The type of each element.</summary>
    public ElementType Type { get; }

    /// <summary>The dimensions, row-major; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The elements, little-endian.</summary>
    /// <exception cref="InputException">They exceed the size of an array; see <see cref="Parts"/>.</exception>
    public ReadOnlyMemory<byte> Bytes => _whole ?? Join();

    /// <summary>
    /// The elements, little-endian, in consecutive parts of whole elements; a part is valid until the next one.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> Parts => _parts();

    /// <summary>The bytes of all elements.</summary>
    public long ByteCount { get; }

    /// <summary>The number of elements.</summary>
    public long Count => ByteCount / Type.Size();

    /// <summary>Stores floats as <see cref="ElementType.F32"/>.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">The dimensions, row-major.</param>
    /// <param name="values">One value for each element of the shape; copied.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static StoredTensor FromFloats(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values) =>
        FromFloats(name, shape, values.ToArray().AsMemory());

    /// <summary>
    /// Stores floats as <see cref="ElementType.F32"/> without copying; they must not change before the file is written.
    /// </summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">The dimensions, row-major.</param>
    /// <param name="values">One value for each element of the shape; kept.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    internal static StoredTensor FromFloats(string name, ReadOnlySpan<long> shape, ReadOnlyMemory<float> values) =>
        FromFloats(name, shape, values.Length, (start, part) =>
            values.Span.Slice((int)start, part.Length).CopyTo(part)
        );

    /// <summary>Stores floats that are fetched when the file is written.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">The dimensions, row-major.</param>
    /// <param name="count">The number of floats.</param>
    /// <param name="read">Fetches some of the floats.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    internal static StoredTensor FromFloats(string name, ReadOnlySpan<long> shape, long count, FloatReader read)
    {
        return new StoredTensor(name, ElementType.F32, shape, count * sizeof(float), Convert);

        IEnumerable<ReadOnlyMemory<byte>> Convert()
        {
            int maximum = (int)Math.Min(count, PartBytes / sizeof(float));
            float[] values = new float[maximum];
            byte[] bytes = new byte[maximum * sizeof(float)];
            for (long start = 0; start < count; start += maximum)
            {
                int length = (int)Math.Min(maximum, count - start);
                read(start, values.AsSpan(0, length));
                for (int i = 0; i < length; i++)
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
                yield return bytes.AsMemory(0, length * sizeof(float));
            }
        }
    }

    /// <summary>Fetches some of the floats.</summary>
    /// <param name="start">The first of them, counted from 0 in row-major order.</param>
    /// <param name="values">Receives the numbers; its length says how many.</param>
    internal delegate void FloatReader(long start, Span<float> values);

    /// <summary>Receives some of the floats.</summary>
    /// <param name="start">The first of them, counted from 0 in row-major order.</param>
    /// <param name="values">The floats, from this one on.</param>
    internal delegate void FloatUser(long start, ReadOnlySpan<float> values);

    /// <summary>Stores doubles as <see cref="ElementType.F64"/>.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">The dimensions, row-major.</param>
    /// <param name="values">One value for each element of the shape; copied.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static StoredTensor FromDoubles(string name, ReadOnlySpan<long> shape, ReadOnlySpan<double> values)
    {
        byte[] bytes = new byte[(long)values.Length * sizeof(double)];
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
        int[] values = new int[RequireArray()];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(Bytes.Span[(i * sizeof(int))..]);
        return values;
    }

    /// <summary>The elements as floats, row-major; F64 is rounded to the nearest float.</summary>
    /// <exception cref="InputException">The elements are integers or booleans, or exceed the size of an
    /// array.</exception>
    public float[] ToFloats()
    {
        float[] values = new float[RequireArray()];
        ForEachPart((start, part) => part.CopyTo(values.AsSpan((int)start)));
        return values;
    }

    /// <summary>Reads the elements as floats, row-major, part by part; F64 is rounded to the nearest float.</summary>
    /// <param name="use">Receives the parts.</param>
    /// <exception cref="InputException">The elements are integers or booleans.</exception>
    internal void ForEachPart(FloatUser use)
    {
        const int MaximumValues = 1 << 16;
        float[] values = new float[(int)Math.Min(Count, MaximumValues)];
        int size = Type.Size();
        long start = 0;
        foreach (ReadOnlyMemory<byte> part in Parts)
        {
            ReadOnlySpan<byte> bytes = part.Span;
            for (int first = 0, elements = bytes.Length / size, count; first < elements; first += count, start += count)
            {
                count = Math.Min(values.Length, elements - first);
                ReadOnlySpan<byte> some = bytes.Slice(first * size, count * size);
                if (Type == ElementType.F32 && BitConverter.IsLittleEndian)
                {
                    MemoryMarshal.Cast<byte, float>(some).CopyTo(values);
                }
                else
                {
                    for (int i = 0; i < count; i++)
                        values[i] = (float)ReadElement(some.Slice(i * size, size));
                }

                use(start, values.AsSpan(0, count));
            }
        }
    }

    /// <summary>The elements as doubles, row-major.</summary>
    /// <exception cref="InputException">The elements are integers or booleans, or exceed the size of an
    /// array.</exception>
    public double[] ToDoubles()
    {
        double[] values = new double[RequireArray()];
        int size = Type.Size(),
            done = 0;
        foreach (ReadOnlyMemory<byte> part in Parts)
        {
            for (int at = 0; at < part.Length; at += size)
                values[done++] = ReadElement(part.Span.Slice(at, size));
        }

        return values;
    }

    /// <summary>The same elements with another name; they are not copied.</summary>
    internal StoredTensor Named(string name) =>
        _whole is ReadOnlyMemory<byte> bytes
            ? new StoredTensor(name, Type, _shape, bytes)
            : new StoredTensor(name, Type, _shape, ByteCount, _parts);

    private byte[] Join()
    {
        if (ByteCount > Array.MaxLength)
            throw TooLarge();
        byte[] bytes = new byte[ByteCount];
        int done = 0;
        foreach (ReadOnlyMemory<byte> part in Parts)
        {
            part.CopyTo(bytes.AsMemory(done));
            done += part.Length;
        }

        return bytes;
    }

    private int RequireArray() => Count <= Array.MaxLength ? (int)Count : throw TooLarge();

    private InputException TooLarge() =>
        new(
            $"tensor {SafetensorsHeader.Quote(Name)} takes {ByteCount} bytes, too many to use it as a whole; split it "
                + "into smaller ones"
        );

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
