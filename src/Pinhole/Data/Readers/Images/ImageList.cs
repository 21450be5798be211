namespace Pinhole.Data.Readers.Images;

/// <summary>Which images there are, in the order of the rows they become.</summary>
/// <param name="Source">The file or folder that the user named.</param>
/// <param name="Files">The path of each image.</param>
/// <param name="Classes">The class of each, from the sub-folder it lies in; null where there are no sub-folders.</param>
internal sealed record ImageList(string Source, IReadOnlyList<string> Files, ClassLabels? Classes)
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".pgm", ".ppm", ".pbm", ".pnm"];

    /// <summary>One image.</summary>
    public static ImageList OfFile(string path) => new(path, [path], null);

    /// <summary>
    /// The images of a folder, in the order of their names; sub-folders are not looked into. Where no image lies in the
    /// folder itself, those of its sub-folders, one after another in the order of their names, each of the class that
    /// its sub-folder is called. Other files are passed over, and so is what is hidden.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">There is no image.</exception>
    public static ImageList OfFolder(string folder)
    {
        string[] own = Images(folder);
        if (own.Length > 0)
            return new ImageList(folder, own, null);

        List<string> files = [];
        ClassLabels classes = new();
        foreach (string inner in Visible(Directory.EnumerateDirectories(folder)))
        {
            foreach (string file in Images(inner))
            {
                files.Add(file);
                classes.Add(Path.GetFileName(inner));
            }
        }

        return files.Count > 0
            ? new ImageList(folder, files, classes.Finish())
            : throw new InputException($"{folder} is a folder without images; give one with {ImageReader.Kinds} files in it, or in a sub-folder for each class");
    }

    private static string[] Images(string folder) => [.. Visible(Directory.EnumerateFiles(folder)).Where(IsImage)];

    private static IEnumerable<string> Visible(IEnumerable<string> paths) =>
        paths.Where(path => !Path.GetFileName(path).StartsWith('.')).OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal);

    // What is called an image and is none must not be passed over in silence.
    private static bool IsImage(string path)
    {
        if (Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return true;
        Span<byte> start = stackalloc byte[ImageReader.StartBytes];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return ImageReader.Recognizes(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }
}
