using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>What the binary formats share: numbers of a claimed shape, read without trusting the claim.</summary>
internal readonly record struct NumberArray(float[] Values, int[] Shape)
{
    // So many numbers stay in a core's own cache until all is done that is to be done with them.
    private const int ChunkNumbers = 1 << 16;

    // Memory taken on the word of a header alone; a packed file that claims more must bring it first.
    private const int TrustedNumbers = 1 << 24;

    /// <summary>Reads all numbers that a header promised, and nothing may follow them; in C order.</summary>
    /// <param name="stream">Stands on the first number.</param>
    /// <param name="layout">What the header claims.</param>
    /// <param name="isLengthKnown">Whether the file is known to be as long as that.</param>
    /// <param name="path">For messages.</param>
    /// <param name="scaling">What becomes of each number; null for nothing.</param>
    /// <param name="survey">Looks at what has become of them; null for nobody.</param>
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

    // In Fortran order the first index runs fastest; walk the numbers in C order and note where each lies.
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
