namespace Pinhole.Data.Readers;

/// <summary>
/// Reads NumPy's .npy: versions 1 to 3, either byte order, floating numbers, integers and truth values of every
/// size, C and Fortran order. One dimension is one column, two are [rows, columns], three and four are images
/// [rows, (channels,) height, width]; images of bytes are divided by 255. Arrays of Python objects are refused.
/// </summary>
internal static class NpyReader
{
    /// <summary>Whether a file that starts so is npy.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith(NpyHeader.Magic);

    /// <summary>Reads rows, with the label file NAME-labels.npy that lies beside NAME.npy if there is one.</summary>
    public static Dataset Read(string path, string? labels)
    {
        NumberArray numbers = ReadNumbers(path, out NumberFormat format);
        return numbers.ToDataset(path, format, labels);
    }

    /// <summary>Reads the numbers as they are, in C order.</summary>
    public static NumberArray ReadNumbers(string path, out NumberFormat format)
    {
        using Stream stream = InputFile.OpenRead(path, out long? length);
        NpyHeader header = NpyHeader.Read(stream, path);
        format = header.Format;
        NumberArray numbers = NumberArray.Read(stream, format, header.Shape, length - header.Length, path);
        return header.FortranOrder ? numbers with { Values = FromFortranOrder(numbers.Values, numbers.Shape) } : numbers;
    }

    // In Fortran order the first index runs fastest; walk the numbers in C order and note where each lies.
    private static float[] FromFortranOrder(float[] values, int[] shape)
    {
        int[] strides = new int[shape.Length], index = new int[shape.Length];
        for (int i = 0, stride = 1; i < shape.Length; stride *= shape[i], i++)
            strides[i] = stride;

        float[] result = new float[values.Length];
        for (int target = 0, source = 0; target < result.Length; target++)
        {
            result[target] = values[source];
            for (int i = shape.Length - 1; i >= 0; i--)
            {
                source += strides[i];
                if (++index[i] < shape[i])
                    break;
                source -= strides[i] * shape[i];
                index[i] = 0;
            }
        }

        return result;
    }
}
