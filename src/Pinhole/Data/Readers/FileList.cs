namespace Pinhole.Data.Readers;

/// <summary>Files, in the order of their rows.</summary>
/// <param name="Source">The file or folder that the user named.</param>
/// <param name="Files">The path of each file.</param>
/// <param name="Classes">The class of each, from the sub-folder it is in; null if there are no sub-folders.</param>
internal sealed record FileList(string Source, IReadOnlyList<string> Files, ClassLabels? Classes)
{
    /// <summary>The name of the file or of the folder.</summary>
    public string Title => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Source)));

    /// <summary>One file.</summary>
    public static FileList OfFile(string path) => new(path, [path], null);

    /// <summary>
    /// The wanted files of a folder, in the order of their names. If there are none, those of its sub-folders, in the
    /// order of their names; the name of the sub-folder is their class. Other files and hidden ones are ignored.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isWanted">Whether the file at a path is wanted.</param>
    /// <returns>At least one file; null if there is none.</returns>
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

    /// <summary>The name of a file, with its sub-folder if it is in one.</summary>
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
