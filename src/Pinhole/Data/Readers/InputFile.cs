namespace Pinhole.Data.Readers;

/// <summary>Opens a file that the user named, and unpacks gzip while it is read.</summary>
internal static class InputFile
{
    /// <summary>The file's content from its first byte, unpacked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Its length in bytes; null for a packed file, whose claims cannot be trusted.</param>
    public static Stream OpenRead(string path, out long? length)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new InputException($"{path} is a pipe, and data are read more than once; write them to a file first");
        }

        Span<byte> start = stackalloc byte[2];
        bool packed = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
        file.Position = 0;
        length = packed ? null : file.Length;
        return packed ? new GzipContent(file) : file;
    }

    /// <summary>The first bytes of the unpacked content, at most the length of the buffer.</summary>
    public static int ReadStart(string path, Span<byte> buffer)
    {
        using Stream stream = OpenRead(path, out _);
        return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    /// <summary>Runs a reader and turns the system's errors into one line that names the file.</summary>
    public static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new InputException(
                $"{path}: the gzip content is damaged, cut short or of several parts; fetch the file again, or pack "
                    + "it in one part",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
        catch (OutOfMemoryException exception)
        {
            throw new InputException($"{path} does not fit in memory; give fewer rows", exception);
        }
    }
}
