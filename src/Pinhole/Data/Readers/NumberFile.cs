using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>Reads binary files that consist of a header and numbers.</summary>
internal static class NumberFile
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Reads the header and leaves the stream on the first number.</summary>
    /// <param name="stream">Stands at the start.</param>
    /// <param name="path">For messages.</param>
    public delegate NumberLayout HeaderReader(Stream stream, string path);

    /// <summary>
    /// Reads rows, with the label file that lies beside them if there is one; images of bytes are divided by 255.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="readHeader">Knows the format.</param>
    /// <param name="options">Where labels are, and how much memory the rows may take.</param>
    public static StoredRows ReadRows(string path, HeaderReader readHeader, DataOptions options)
    {
        RowStore rows = ReadRows(path, readHeader, options.MostBytes, out NumberLayout layout);
        return LabelFile.Label(rows, layout.Schema, path, options.Labels);
    }

    /// <summary>Reads rows alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readHeader">Knows the format.</param>
    /// <param name="mostBytes">How much memory the rows may take.</param>
    /// <param name="layout">Receives what the header claims.</param>
    public static RowStore ReadRows(string path, HeaderReader readHeader, long mostBytes, out NumberLayout layout)
    {
        using Stream stream = InputFile.OpenRead(path, out long? length);
        layout = ReadLayout(stream, length, path, readHeader);
        return ReadRows(stream, layout, isPacked: length is null, mostBytes, path);
    }

    /// <summary>Reads the rows that follow a header.</summary>
    /// <param name="stream">Stands on the first number.</param>
    /// <param name="layout">What the header claims, checked.</param>
    /// <param name="isPacked">Whether the stream unpacks, so that it can be read once and its length is not
    /// known.</param>
    /// <param name="mostBytes">How much memory the rows may take.</param>
    /// <param name="path">The file, or for packed content what to call it in messages.</param>
    public static RowStore ReadRows(Stream stream, NumberLayout layout, bool isPacked, long mostBytes, string path)
    {
        layout.RequireRows(path);
        if (layout.Count > Math.Min(Array.MaxLength, mostBytes / sizeof(float)))
            return OnDisk(stream, layout, isPacked, mostBytes, path);
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

    private static RowStore OnDisk(Stream stream, NumberLayout layout, bool isPacked, long mostBytes, string path)
    {
        if (!layout.FortranOrder && !isPacked)
            return new FileRows(path, layout.Start, layout.Format, layout.Rows, layout.Columns, layout.Scaling);
        if (layout.FortranOrder && (isPacked || layout.Shape.Length > 2))
            throw new InputException($"{path} is too large for memory, and in Fortran order; save it in C order");
        using RowCollector collector = new(layout.Columns, mostBytes, path);
        if (layout.FortranOrder)
            Turn(
                new FileRows(path, layout.Start, layout.Format, layout.Columns, layout.Rows, layout.Scaling),
                collector,
                mostBytes
            );
        else
            Unpack(stream, layout, collector, path);
        return collector.Finish();
    }

    // In Fortran order a column lies in one piece. As many rows as half the memory holds are put together at a time.
    private static void Turn(FileRows columns, RowCollector collector, long mostBytes)
    {
        int width = columns.Rows,
            height = columns.Columns,
            most = (int)Math.Clamp(mostBytes / 2 / sizeof(float) / width, 1, height);
        float[] block = new float[(long)most * width],
            part = new float[most];
        for (int first = 0; first < height; first += most)
        {
            int rows = Math.Min(most, height - first);
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
