namespace Pinhole.Runs;

/// <summary>
/// The exclusive claim of one run to a folder, until it is disposed of. If the process is killed, the operating system
/// releases the claim. A folder that was created for a run and got neither a model nor a checkpoint is deleted.
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

    /// <summary>Whether a process holds the claim to a folder now.</summary>
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

    /// <summary>Claims a folder, and creates it if it does not exist.</summary>
    /// <returns>Null if another run has claimed it.</returns>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full.</exception>
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
            // Opened without sharing: a second process cannot open the file.
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
            // If the file exists with the right permissions but cannot be opened, another process holds it.
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

    /// <summary>Releases the folder.</summary>
    public void Dispose()
    {
        if (_made.Count > 0)
            RunFolder.RemoveExperimentAlone(Folder);
        _file.Dispose();
        RemoveEmpty(_made);
    }

    private static Exception? Refusal(string folder, Exception exception)
    {
        // The folder is valid but cannot be written: usually the disk is full.
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
            // It is not empty: it holds the run.
        }
    }
}
