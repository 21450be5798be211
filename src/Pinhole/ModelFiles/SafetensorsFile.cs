namespace Pinhole.ModelFiles;

/// <summary>
/// The contents of a safetensors file: text metadata and named tensors. The format is described at
/// https://github.com/huggingface/safetensors. Reading is bounded: sizes are checked against the length of the file
/// before memory is allocated, and nothing in the file is executed.
/// </summary>
public sealed class SafetensorsFile
{
    internal SafetensorsFile(
        IReadOnlyDictionary<string, string> metadata,
        IReadOnlyDictionary<string, StoredTensor> tensors
    )
    {
        Metadata = metadata;
        Tensors = tensors;
    }

    /// <summary>The texts under <c>__metadata__</c>; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors by name, in the order of their bytes.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="InputException">It cannot be opened, is not a safetensors file, or is cut short.</exception>
    public static SafetensorsFile Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(stream, stream.Length, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"there is no file {SafetensorsHeader.Quote(path)}; check the path", exception);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(
                $"{SafetensorsHeader.Quote(path)} cannot be read; check that it is a file and that you may read it",
                exception
            );
        }
    }

    /// <summary>Reads from the current position of a stream; the stream need not be seekable.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">The number of bytes; no more are allocated or read.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="InputException">It is not a safetensors file, or is cut short.</exception>
    public static SafetensorsFile Read(Stream stream, long length, string name) =>
        SafetensorsReader.Read(stream, length, name);

    /// <summary>Writes tensors in the order given; the same content gives the same bytes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="metadata">Texts to store; they are written in ordinal order of their keys. A lone surrogate becomes
    /// U+FFFD.</param>
    /// <param name="tensors">The tensors, with different names.</param>
    /// <exception cref="ArgumentException">Two tensors share a name, or the header would be larger than 16
    /// MiB.</exception>
    public static void Write(
        Stream stream,
        IReadOnlyDictionary<string, string> metadata,
        IEnumerable<StoredTensor> tensors
    ) => SafetensorsWriter.Write(stream, metadata, [.. tensors]);
}
