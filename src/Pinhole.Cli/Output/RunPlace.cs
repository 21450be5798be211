using Pinhole.Data;
using Pinhole.Reports;

namespace Pinhole.Cli.Output;

/// <summary>
/// The folder that a run will be written to. Folders that were made for it and stayed empty go away again.
/// </summary>
internal sealed class RunPlace : IDisposable
{
    private readonly List<string> _made = [];

    public RunPlace(string folder, bool force)
    {
        Folder = folder;
        for (
            string? path = Path.GetFullPath(folder);
            path is not null && !Directory.Exists(path);
            path = Path.GetDirectoryName(path)
        )
            _made.Add(path);
        try
        {
            RunFolder.Prepare(folder, force);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Folder { get; }

    /// <summary>Claims a place, and refuses one where a run would be lost or cannot be written.</summary>
    /// <param name="asked">What --out says; null for a free name under runs/.</param>
    /// <param name="data">The address of the data.</param>
    /// <param name="preset">The preset that is trained.</param>
    /// <param name="force">Whether a run there may be replaced.</param>
    public static RunPlace Claim(string? asked, string data, string preset, bool force)
    {
        if (asked is not null && string.IsNullOrWhiteSpace(asked))
            throw new InputException("--out is empty; name a folder, or leave it out");
        if (asked is not null)
            return new RunPlace(asked, force);

        string called = DatabaseAddress.Is(data) ? DatabaseAddress.Parse(data).Name : data;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(called))
            .Split('.', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault()
            ?? "data";
        string first = Path.Combine("runs", $"{name}-{preset}"),
            folder = first;
        for (int number = 2; !force && IsTaken(folder); number++)
            folder = $"{first}-{number}";
        return new RunPlace(folder, force);
    }

    /// <summary>The folder of a run that goes on.</summary>
    /// <param name="folder">What --resume says.</param>
    public static RunPlace Return(string folder) => new(folder, force: true);

    public void Dispose()
    {
        try
        {
            foreach (string folder in _made.Where(Directory.Exists))
                Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not empty: the run is there.
        }
    }

    private static bool IsTaken(string path) =>
        File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any());
}
