using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>Reads numbers for all binary formats: the header claims a shape, which is not trusted.</summary>
internal readonly record struct NumberArray(float[] Values, int[] Shape)
{
    // This many numbers stay in a core's cache until they are fully processed.
    private const int ChunkNumbers = 1 << 16;

    // The most memory that is reserved because a header claims it; a packed file that claims more must deliver it
    // first.
    private const int TrustedNumbers = 1 << 24;

    /// <summary>Reads all numbers that a header claims, in C order; nothing may follow them.</summary>
    /// <param name="stream">The stream, at the first number.</param>
    /// <param name="layout">The layout that the header claims.</param>
    /// <param name="isLengthKnown">Whether the length of the file was checked.</param>
    /// <param name="path">For messages.</param>
    /// <param name="scaling">The scaling of each number; null for none.</param>
    /// <param name="survey">Surveys the scaled numbers; may be null.</param>
    /// <exception cref="InputException">There are more numbers than fit in memory, or the file is shorter or
    /// longer.</exception>
    public static NumberArray Read(
        Stream stream,
        NumberLayout layout,
        bool isLengthKnown,
        string path,
        NumberScaling? scaling = null,
        NumberSurvey? survey = null
    )
    {
        if (layout.Count > Array.MaxLength)
            throw new InputException(
                $"{path}: shape [{string.Join(", ", layout.Shape)}] is more than fits in memory; give fewer rows"
            );
        int count = (int)layout.Count,
            size = layout.Format.Size;
        float[] values = new float[isLengthKnown ? count : Math.Min(count, TrustedNumbers)];
        byte[] chunk = new byte[Math.Min(count, ChunkNumbers) * size];
        for (int done = 0; done < count; )
        {
            int numbers = Math.Min(count - done, ChunkNumbers);
            Span<byte> part = chunk.AsSpan(0, numbers * size);
            if (stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
                throw layout.WrongLength(path, tooShort: true, "fewer");
            if (done + numbers > values.Length)
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            Span<float> converted = values.AsSpan(done, numbers);
            layout.Format.Convert(part, converted);
            scaling?.ApplyInPlace(converted);
            survey?.Add(converted);
            done += numbers;
        }

        if (stream.ReadByte() >= 0)
            throw layout.WrongLength(path, tooShort: false, "more");
        int[] shape = Array.ConvertAll(layout.Shape, length => (int)length);
        return new NumberArray(layout.FortranOrder ? FromFortranOrder(values, shape) : values, shape);
    }

    // In Fortran order the first index runs fastest. Visit the numbers in C order and compute the place of each.
    private static float[] FromFortranOrder(float[] values, int[] shape)
    {
        int[] strides = new int[shape.Length],
            index = new int[shape.Length];
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
