namespace Pinhole.Data.Writers;

/// <summary>Writes a dataset to a file, in the format of the file's extension.</summary>
public static class DatasetWriter
{
    /// <summary>The file extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".npy", ".npz", ".csv", ".png"];

    /// <summary>
    /// Writes the rows, atomically, a block at a time. Labels are the last column of a CSV file, called label; the
    /// array y of an .npz file; and for NAME.npy the file NAME-labels.npy, as numbers: the class names if they are
    /// integers, otherwise the indices of the classes. Ids are the first column of a CSV file, and the array ids of an
    /// .npz file. A PNG file is a picture of rows that are images, without labels. For databases see <see
    /// cref="DatabaseWriter"/>.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="path">Where to; ends in .npy, .npz, .csv or .png.</param>
    /// <param name="across">Images in a line of a picture; null makes the picture about square.</param>
    /// <param name="range">The schema whose minimum is black and maximum is white; null for that of the rows.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="InputException">The extension is unknown, the file cannot be written, or the rows of a picture
    /// are no images.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was written.</exception>
    public static void Write(
        ILabelledRows data,
        string path,
        int? across = null,
        Schema? range = null,
        CancellationToken cancellationToken = default
    )
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".npy":
                // The labels are written when the rows are on the disk, and before the rows get their name: both or
                // neither.
                AtomicFile.Write(path, stream =>
                {
                    NpyWriter.Write(stream, data, cancellationToken);
                    stream.Flush();
                    WriteNpyLabels(data, NpyLabels.Beside(path));
                });
                break;
            case ".npz":
                AtomicFile.Write(path, stream => NpzWriter.Write(stream, data, cancellationToken));
                break;
            case ".csv":
                AtomicFile.Write(path, stream => CsvWriter.Write(stream, data, cancellationToken));
                break;
            case ".png":
                AtomicFile.Write(path, stream => ImageGridWriter.Write(stream, data, across, range, cancellationToken));
                break;
            default:
                throw new InputException(
                    $"{path}: data cannot be written as '{Path.GetExtension(path)}'; valid: "
                        + $"{string.Join(", ", Extensions)}"
                );
        }
    }

    private static void WriteNpyLabels(ILabelledRows data, string path)
    {
        if (!data.HasLabels)
        {
            if (File.Exists(path))
                throw new InputException(
                    $"{path} would be taken for the labels of rows that have none; move it away or choose another name"
                );
            return;
        }

        int[] labels = NpyWriter.LabelNumbers(data);
        AtomicFile.Write(path, stream => NpyWriter.Write(stream, labels, labels.Length));
    }
}
