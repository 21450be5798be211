namespace Pinhole.Data.Writers;

/// <summary>Writes rows that are images as one PNG picture, side by side and line by line.</summary>
public static class ImageGridWriter
{
    private const int Gap = 2;
    private const long MaximumPixels = 1 << 26;

    /// <summary>Writes all rows of a dataset.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="data">Rows that are images.</param>
    /// <param name="across">Images in a line; null makes the picture about square.</param>
    /// <param name="range">The schema whose minimum is black and maximum is white, such as that of a model; null for
    /// that of the rows.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="InputException">The rows are no images, or too many for one picture.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(
        Stream stream,
        ILabelledRows data,
        int? across = null,
        Schema? range = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        Require(data.Schema, data.Name);
        ImageShape shape = data.Schema.Image!.Value;
        int inLine = Math.Clamp(across ?? (int)Math.Ceiling(Math.Sqrt(data.Rows)), 1, Math.Max(1, data.Rows));
        long lines = (data.Rows + inLine - 1) / inLine;
        long width = ((shape.Width + Gap) * (long)inLine) - Gap,
            height = ((shape.Height + Gap) * lines) - Gap;
        if (data.Rows == 0 || width * height > MaximumPixels)
            throw new InputException(
                $"{data.Rows} images of {shape.Width}×{shape.Height} pixels make no picture; write from 1 to "
                    + $"{MaximumPixels / ((shape.Width + Gap) * (long)(shape.Height + Gap))} of them, or choose .npy"
            );

        Schema limits = range is { } given && given.Maximum > given.Minimum ? given : data.Schema;
        int channels = ImagePixels.Channels(shape),
            pictureRow = (int)width * channels;
        byte[] pixels = new byte[pictureRow * height];
        pixels.AsSpan().Fill(byte.MaxValue);
        data.ForEachRow(
            (row, values) =>
            {
                int top = row / inLine * (shape.Height + Gap),
                    left = row % inLine * (shape.Width + Gap);
                ImagePixels.Draw(
                    values,
                    shape,
                    limits.Minimum,
                    limits.Maximum,
                    1,
                    pixels.AsSpan((top * pictureRow) + (left * channels)),
                    pictureRow
                );
            },
            cancellationToken
        );

        PngWriter.Write(stream, pixels, (int)width, (int)height, channels);
    }

    /// <summary>Refuses rows that are no images.</summary>
    /// <param name="schema">What the rows are.</param>
    /// <param name="name">Their name in messages.</param>
    /// <exception cref="InputException">They are none.</exception>
    public static void Require(Schema schema, string name)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Image is null)
            throw new InputException(
                $"{name} cannot be written as a picture, as its rows are no images; choose .npy or .csv"
            );
    }
}
