namespace Pinhole.Data.Writers;

/// <summary>Writes files so that a reader sees the old content or the new one, never a part of it.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file beside the target, flushes it to the disk, and renames it over the target. When
    /// anything fails the temporary file is removed and the target is as it was.
    /// </summary>
    /// <param name="path">The target; a file there is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The target cannot be written: its folder does not exist, or access is
    /// denied.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full; the message names the
    /// target.</exception>
    public static void Write(string path, Action<Stream> write) => Replace(path, temporary =>
        {
            using FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            write(stream);
            stream.Flush(flushToDisk: true);
        });

    /// <summary>The same for a writer that takes a path and flushes the file to the disk itself.</summary>
    /// <param name="path">The target; a file there is replaced.</param>
    /// <param name="write">Writes the file at the path that it gets.</param>
    internal static void Replace(string path, Action<string> write)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path} is a folder; name a file in it");

        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            Remove(temporary);
            string reason =
                exception is DirectoryNotFoundException
                    ? "its folder does not exist; make it first"
                    : "it is not allowed; choose another place";
            throw new InputException($"{path} cannot be written: {reason}", exception);
        }
        // The runtime throws the argument exception if the disk or a limit does not let a file grow.
        catch (Exception exception)
            when (exception is IOException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            Remove(temporary);
            string reason = exception is IOException ? exception.Message : "it would be larger than a file may be here";
            throw new IOException($"{path} cannot be written: {reason}", exception);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    // The first failure is reported, so a second one here stays silent.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { }
    }
}
