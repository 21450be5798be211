namespace Pinhole.Runs;

/// <summary>
/// A folder that one run alone writes to, until this is disposed of. The operating system lets go of it where a process
/// is killed. A folder that was made for a run and stayed empty goes away again.
/// </summary>
public sealed class RunClaim : IDisposable
{
    internal const string FileName = ".claim";

    private readonly FileStream _file;
    private readonly List<string> _made;

    private RunClaim(string folder, FileStream file, List<string> made)
    {
        Folder = folder;
        _file = file;
        _made = made;
    }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>Whether a process holds a claim to a folder at this moment.</summary>
    internal static bool IsHeld(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return File.Exists(path);
        }
    }

    /// <summary>Claims a folder, which is made where it is not there.</summary>
    /// <returns>Null where another run has claimed it.</returns>
    /// <exception cref="InputException">The folder is no place to write.</exception>
    /// <exception cref="IOException">Writing failed, as on a full disk.</exception>
    internal static RunClaim? TryMake(string folder)
    {
        List<string> made = [];
        for (
            string? path = Path.GetFullPath(folder);
            path is not null && !Directory.Exists(path);
            path = Path.GetDirectoryName(path)
        )
            made.Add(path);
        string claim = Path.Combine(folder, FileName);
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(folder);
            // Alone at it: a second process that opens the file is refused.
            file = new FileStream(
                claim,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
            file.Write("This file shows that a run writes to the folder, and that it can be written."u8);
            return new RunClaim(folder, file, made);
        }
        catch (Exception exception)
        {
            // A file that is there and cannot be opened, although it could be read and written, is somebody else's.
            bool isHeld = file is null && exception is IOException && IsHeld(folder);
            file?.Dispose();
            if (isHeld)
                return null;
            RemoveEmpty(made);
            if (Refusal(folder, exception) is Exception refusal)
                throw refusal;
            throw;
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        _file.Dispose();
        RemoveEmpty(_made);
    }

    private static Exception? Refusal(string folder, Exception exception)
    {
        // The place is sound and yet cannot be written: a full disk, mostly.
        if (exception.GetType() == typeof(IOException))
            return new IOException($"{folder} cannot be written: {exception.Message.TrimEnd('.')}", exception);
        return exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException
            ? new InputException(
                $"{folder} cannot be written: {exception.Message.TrimEnd('.')}; choose another folder",
                exception
            )
            : null;
    }

    private static void RemoveEmpty(List<string> folders)
    {
        try
        {
            foreach (string folder in folders.Where(Directory.Exists))
                Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not empty: the run is there.
        }
    }
}
