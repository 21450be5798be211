namespace Pinhole.Data.Readers;

/// <summary>What the binary formats share: numbers of a claimed shape, read without trusting the claim.</summary>
internal readonly record struct NumberArray(float[] Values, int[] Shape)
{
    private const int ChunkBytes = 1 << 16;

    // Memory taken on the word of a header alone; a packed file that claims more must bring it first.
    private const int TrustedNumbers = 1 << 24;

    /// <summary>Reads all numbers that a header promised, and nothing may follow them.</summary>
    /// <param name="stream">Stands on the first number.</param>
    /// <param name="format">How the numbers lie there.</param>
    /// <param name="shape">What the header claims; at least one dimension.</param>
    /// <param name="available">How many bytes are left, or null when unknown.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InputException">The shape is empty or too large, or the file is shorter or longer.</exception>
    public static NumberArray Read(Stream stream, NumberFormat format, ReadOnlySpan<long> shape, long? available, string path)
    {
        int count = Count(shape, path);
        long bytes = (long)count * format.Size;
        if (available is long left && left != bytes)
            throw WrongLength(path, bytes, left < bytes, $"{left}");

        float[] values = new float[available is null ? Math.Min(count, TrustedNumbers) : count];
        byte[] chunk = new byte[ChunkBytes];
        for (int done = 0; done < count;)
        {
            int numbers = Math.Min(count - done, ChunkBytes / format.Size);
            Span<byte> part = chunk.AsSpan(0, numbers * format.Size);
            if (stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
                throw WrongLength(path, bytes, tooShort: true, "fewer");
            if (done + numbers > values.Length)
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            format.Convert(part, values.AsSpan(done, numbers));
            done += numbers;
        }

        if (stream.ReadByte() >= 0)
            throw WrongLength(path, bytes, tooShort: false, "more");
        return new NumberArray(values, Array.ConvertAll(shape.ToArray(), size => (int)size));
    }

    /// <summary>The shape of the images, if the array is [rows, height, width] or [rows, channels, height, width].</summary>
    public ImageShape? Image => Shape switch
    {
        [_, int height, int width] => new ImageShape(1, height, width),
        [_, int channels, int height, int width] => new ImageShape(channels, height, width),
        _ => null,
    };

    /// <summary>Makes the rows a dataset; images of bytes are divided by 255.</summary>
    public Dataset ToDataset(string path, NumberFormat format, string? labels)
    {
        if (Shape.Length > 4)
            throw new InputException($"{path}: {Shape.Length} dimensions; give [rows, columns] or [rows, (channels,) height, width]");
        if (Shape is [_, not (1 or 3 or 4), _, 1 or 3 or 4])
            throw new InputException($"{path}: the channels seem to come last; save the images as [rows, channels, height, width]");

        if (Image is not null && format.IsByte)
        {
            for (int i = 0; i < Values.Length; i++)
                Values[i] /= 255f;
        }

        int rows = Shape[0];
        ClassLabels? classes = LabelFile.Find(path, labels, rows);
        return Dataset.FromRows(Values, Values.Length / rows, Path.GetFileName(path), classes?.Labels, classes?.Names, Image);
    }

    private static int Count(ReadOnlySpan<long> shape, string path)
    {
        string written = $"[{string.Join(", ", shape.ToArray())}]";
        if (shape.Length == 0)
            throw new InputException($"{path}: a single number; give [rows, columns]");
        if (shape.ContainsAnyInRange(long.MinValue, 0))
            throw new InputException($"{path}: shape {written} holds no numbers; give at least one row and one column");

        long count = 1;
        foreach (long size in shape)
        {
            if (size > Array.MaxLength / count)
                throw new InputException($"{path}: shape {written} is more than fits in memory; give fewer rows");
            count *= size;
        }

        return (int)count;
    }

    private static InputException WrongLength(string path, long claimed, bool tooShort, string found) =>
        new($"{path}: the header promises {claimed} bytes of numbers, the file holds {found}; it is {(tooShort ? "cut short" : "longer than it should be")}, fetch or write it again");
}
