using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Pinhole.Data.Writers;

/// <summary>Writes NumPy's .npy, version 1, little-endian, in C order.</summary>
public static class NpyWriter
{
    /// <summary>Writes an array of float32.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="values">The numbers, row-major.</param>
    /// <param name="shape">The size of each dimension.</param>
    /// <exception cref="ArgumentException">The shape does not hold this count of numbers.</exception>
    public static void Write(Stream stream, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        WriteHeader(stream, "<f4", shape, values.Length);
        WriteValues(stream, values);
    }

    /// <summary>Writes an array of int32.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="values">The numbers, row-major.</param>
    /// <param name="shape">The size of each dimension.</param>
    /// <exception cref="ArgumentException">The shape does not hold this count of numbers.</exception>
    public static void Write(Stream stream, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape)
    {
        WriteHeader(stream, "<i4", shape, values.Length);
        WriteValues(stream, values);
    }

    /// <summary>
    /// Writes the rows of a dataset as float32: [rows, columns], or [rows, (channels,) height, width] for images.
    /// </summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="data">The rows.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(Stream stream, ILabelledRows data, CancellationToken cancellationToken = default)
    {
        ReadOnlySpan<int> shape = data.Schema.Image switch
        {
            { Channels: 1 } image => [data.Rows, image.Height, image.Width],
            { } image => [data.Rows, image.Channels, image.Height, image.Width],
            null => [data.Rows, data.Columns],
        };
        WriteHeader(stream, "<f4", shape, (long)data.Rows * data.Columns);
        data.ForEachRow((_, row) => WriteValues(stream, row), cancellationToken);
    }

    /// <summary>Writes an array of strings in NumPy's form: all as long as the longest, in UTF-32.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="values">The texts.</param>
    public static void Write(Stream stream, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        byte[][] texts = [.. values.Select(Encoding.UTF32.GetBytes)];
        int size = Math.Max(4, texts.Max(text => text.Length));
        WriteHeader(stream, $"<U{size / 4}", [texts.Length], texts.Length);
        byte[] padded = new byte[size];
        foreach (byte[] text in texts)
        {
            padded.AsSpan().Clear();
            text.CopyTo(padded, 0);
            stream.Write(padded);
        }
    }

    /// <summary>
    /// The labels as numbers: the class names if they are integers, otherwise the indices of the classes.
    /// </summary>
    internal static int[] LabelNumbers(ILabelledRows data)
    {
        int[] numbers = new int[data.Schema.ClassNames.Count];
        bool integers = true;
        for (int i = 0; i < numbers.Length && integers; i++)
            integers = int.TryParse(
                data.Schema.ClassNames[i],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out numbers[i]
            );
        return [.. Enumerable.Range(0, data.Rows).Select(row => integers ? numbers[data.Label(row)] : data.Label(row))];
    }

    private static void WriteHeader(Stream stream, string type, ReadOnlySpan<int> shape, long count)
    {
        long product = 1;
        foreach (int size in shape)
            product *= size;
        if (shape.Length == 0 || product != count)
            throw new ArgumentException(
                $"The shape [{string.Join(", ", shape.ToArray())}] does not hold {count} numbers.",
                nameof(shape)
            );

        string sizes = string.Join(
            ", ",
            Array.ConvertAll(shape.ToArray(), size => size.ToString(CultureInfo.InvariantCulture))
        );
        string text =
            $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}{(shape.Length == 1 ? "," : "")}), }}";
        // The numbers start on a multiple of 64 bytes, and the header ends in a new line.
        int length = (10 + text.Length + 1 + 63) / 64 * 64 - 10;
        byte[] header = new byte[10 + length];
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)length);
        Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n", header.AsSpan(10));
        stream.Write(header);
    }

    private static void WriteValues<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("NumPy files are written on little-endian machines.");

        // A span of bytes is limited to 2 GB, an array of numbers is not.
        const int Part = 1 << 20;
        for (int start = 0; start < values.Length; start += Part)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Part, values.Length - start))));
    }
}
