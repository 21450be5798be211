using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>Reads binary files that consist of a header and numbers.</summary>
internal static class NumberFile
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Reads the header and stops before the first number.</summary>
    /// <param name="stream">The stream, at its start.</param>
    /// <param name="path">For messages.</param>
    public delegate NumberLayout HeaderReader(Stream stream, string path);

    /// <summary>
    /// Reads rows, with the label file beside them, if there is one; images of bytes are divided by 255.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="readHeader">Knows the format.</param>
    /// <param name="options">Where the labels are, and how much memory the rows may take.</param>
    public static StoredRows ReadRows(string path, HeaderReader readHeader, DataOptions options)
    {
        RowStore rows = ReadRows(path, readHeader, options.MaximumBytes, out NumberLayout layout);
        return LabelFile.Label(rows, layout.Schema, path, options.Labels);
    }

    /// <summary>Reads rows alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readHeader">Knows the format.</param>
    /// <param name="maximumBytes">How much memory the rows may take.</param>
    /// <param name="layout">Receives the layout that the header claims.</param>
    public static RowStore ReadRows(string path, HeaderReader readHeader, long maximumBytes, out NumberLayout layout)
    {
        using Stream stream = InputFile.OpenRead(path, out long? length);
        layout = ReadLayout(stream, length, path, readHeader);
        return ReadRows(stream, layout, isPacked: length is null, maximumBytes, path);
    }

    /// <summary>Reads the rows that follow a header.</summary>
    /// <param name="stream">The stream, at the first number.</param>
    /// <param name="layout">The layout that the header claims, checked.</param>
    /// <param name="isPacked">Whether the stream unpacks: it can be read only once, and its length is unknown.</param>
    /// <param name="maximumBytes">How much memory the rows may take.</param>
    /// <param name="path">The file; for packed content its name in messages.</param>
    public static RowStore ReadRows(Stream stream, NumberLayout layout, bool isPacked, long maximumBytes, string path)
    {
        layout.RequireRows(path);
        if (layout.Count > Math.Min(Array.MaxLength, maximumBytes / sizeof(float)))
            return OnDisk(stream, layout, isPacked, maximumBytes, path);
        NumberSurvey survey = new();
        float[] values = NumberArray
            .Read(stream, layout, isLengthKnown: !isPacked, path, layout.Scaling, survey)
            .Values;
        return new ArrayRows(values, layout.Columns, survey);
    }

    /// <summary>Reads all numbers as they are.</summary>
    public static NumberArray ReadNumbers(string path, HeaderReader readHeader)
    {
        using Stream stream = InputFile.OpenRead(path, out long? length);
        NumberLayout layout = ReadLayout(stream, length, path, readHeader);
        return NumberArray.Read(stream, layout, length is not null, path);
    }

    private static NumberLayout ReadLayout(Stream stream, long? length, string path, HeaderReader readHeader)
    {
        NumberLayout layout = readHeader(stream, path).Checked(path);
        if (length is long bytes)
            layout.RequireLength(Math.Max(0, bytes - layout.Start), path);
        else
            layout.RequireUnpackable(new FileInfo(path).Length, path);
        return layout;
    }

    private static RowStore OnDisk(Stream stream, NumberLayout layout, bool isPacked, long maximumBytes, string path)
    {
        if (!layout.FortranOrder && !isPacked)
            return new FileRows(path, layout.Start, layout.Format, layout.Rows, layout.Columns, layout.Scaling);
        if (layout.FortranOrder && (isPacked || layout.Shape.Length > 2))
            throw new InputException($"{path} is too large for memory, and in Fortran order; save it in C order");
        using RowCollector collector = new(layout.Columns, maximumBytes, path);
        if (layout.FortranOrder)
            Turn(
                new FileRows(path, layout.Start, layout.Format, layout.Columns, layout.Rows, layout.Scaling),
                collector,
                maximumBytes
            );
        else
            Unpack(stream, layout, collector, path);
        return collector.Finish();
    }

    // In Fortran order each column is contiguous. Rows are assembled in blocks of half the memory.
    private static void Turn(FileRows columns, RowCollector collector, long maximumBytes)
    {
        int width = columns.Rows,
            height = columns.Columns,
            maximum = (int)Math.Clamp(maximumBytes / 2 / sizeof(float) / width, 1, height);
        float[] block = new float[(long)maximum * width],
            part = new float[maximum];
        for (int first = 0; first < height; first += maximum)
        {
            int rows = Math.Min(maximum, height - first);
            for (int column = 0; column < width; column++)
            {
                columns.ReadPart(column, first, part.AsSpan(0, rows));
                for (int row = 0; row < rows; row++)
                    block[(row * width) + column] = part[row];
            }

            for (int row = 0; row < rows; row++)
                block.AsSpan(row * width, width).CopyTo(collector.Add());
        }
    }

    private static void Unpack(Stream stream, NumberLayout layout, RowCollector collector, string path)
    {
        byte[] chunk = new byte[Math.Min(ChunkBytes, (long)layout.Columns * layout.Format.Size)];
        for (int row = 0; row < layout.Rows; row++)
        {
            Span<float> values = collector.Add();
            for (int done = 0; done < values.Length; )
            {
                Span<byte> part = chunk.AsSpan(
                    0,
                    (int)Math.Min(chunk.Length, (long)(values.Length - done) * layout.Format.Size)
                );
                if (stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
                    throw layout.WrongLength(path, tooShort: true, "fewer");
                layout.Format.Convert(part, values[done..]);
                done += part.Length / layout.Format.Size;
            }

            layout.Scaling.ApplyInPlace(values);
        }

        if (stream.ReadByte() >= 0)
            throw layout.WrongLength(path, tooShort: false, "more");
    }
}
