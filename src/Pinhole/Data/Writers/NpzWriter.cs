using System.IO.Compression;

namespace Pinhole.Data.Writers;

/// <summary>Writes NumPy's .npz: the rows as X, and the labels as y and the ids as ids, if there are any.</summary>
public static class NpzWriter
{
    /// <summary>Writes the rows of a dataset.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="data">The rows.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(Stream stream, ILabelledRows data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "X", entry => NpyWriter.Write(entry, data, cancellationToken));
        if (data.HasLabels)
        {
            int[] labels = NpyWriter.LabelNumbers(data);
            Add(archive, "y", entry => NpyWriter.Write(entry, labels, labels.Length));
        }

        if (data.HasIds)
            Add(archive, "ids", entry => NpyWriter.Write(entry, [.. Enumerable.Range(0, data.Rows).Select(data.Id)]));
    }

    // The same rows give the same bytes: entries have no time stamp.
    private static void Add(ZipArchive archive, string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = archive.CreateEntry($"{name}.npy", CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream content = entry.Open();
        write(content);
    }
}
