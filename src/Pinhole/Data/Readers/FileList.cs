namespace Pinhole.Data.Readers;

/// <summary>Which files there are, in the order of the rows they become.</summary>
/// <param name="Source">The file or folder that the user named.</param>
/// <param name="Files">The path of each file.</param>
/// <param name="Classes">The class of each, from the sub-folder it lies in; null where there are no
/// sub-folders.</param>
internal sealed record FileList(string Source, IReadOnlyList<string> Files, ClassLabels? Classes)
{
    /// <summary>What to call all of it: the name of the file or of the folder.</summary>
    public string Title => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Source)));

    /// <summary>One file.</summary>
    public static FileList OfFile(string path) => new(path, [path], null);

    /// <summary>
    /// The files of a folder that are wanted, in the order of their names; sub-folders are not looked into. Where none
    /// lies in the folder itself, those of its sub-folders, one after another in the order of their names, each of the
    /// class that its sub-folder is called. Other files are passed over, and so is what is hidden.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isWanted">Whether the file of a path is.</param>
    /// <returns>At least one file; null where there is none.</returns>
    public static FileList? OfFolder(string folder, Func<string, bool> isWanted)
    {
        string[] own = Wanted(folder, isWanted);
        if (own.Length > 0)
            return new FileList(folder, own, null);

        List<string> files = [];
        ClassLabels classes = new();
        foreach (string inner in Visible(Directory.EnumerateDirectories(folder)))
        {
            foreach (string file in Wanted(inner, isWanted))
            {
                files.Add(file);
                classes.Add(Path.GetFileName(inner));
            }
        }

        return files.Count > 0 ? new FileList(folder, files, classes.Finish()) : null;
    }

    /// <summary>What to call a file: its name, in a sub-folder with that of the sub-folder before it.</summary>
    public string Name(string file) =>
        Classes is null
            ? Path.GetFileName(file)
            : $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}";

    private static string[] Wanted(string folder, Func<string, bool> isWanted) =>
        [.. Visible(Directory.EnumerateFiles(folder)).Where(isWanted)];

    private static IEnumerable<string> Visible(IEnumerable<string> paths) =>
        paths
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal);
}
