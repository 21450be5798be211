namespace Pinhole.Data.Writers;

/// <summary>Writes a dataset to a file, in the format of the file's extension.</summary>
public static class DatasetWriter
{
    /// <summary>The endings of the files that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".npy", ".npz", ".csv", ".png"];

    /// <summary>
    /// Writes the rows, atomically, a block at a time. A CSV file has the labels in a last column called label;
    /// NAME.npy has them beside it as NAME-labels.npy, as numbers: the class names if they are integers, otherwise the
    /// positions of the classes; an .npz file has them as y. What the rows are called is the first column of a CSV
    /// file, and ids of an .npz file. A PNG file is a picture of rows that are images, without labels. Databases: see
    /// <see cref="DatabaseWriter"/>.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="path">Where to; ends in .npy, .npz, .csv or .png.</param>
    /// <param name="across">Images in a line of a picture; null for about as many as there are lines.</param>
    /// <param name="range">What black and white of a picture are the limits of; null for the rows themselves.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="InputException">The extension is another, the place cannot be written, or a picture is wanted
    /// of no images.</exception>
    /// <exception cref="IOException">Writing failed on the way, as on a full disk.</exception>
    /// <exception cref="OperationCanceledException">It was ended; there is nothing new.</exception>
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
                // The labels come once the rows are on the disk, and before these take their place: both, or neither.
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
