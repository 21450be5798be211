namespace Pinhole.Data.Readers;

/// <summary>PNG files as rows: one file is one row, and a folder has as many as it has PNG files, all of one size.</summary>
internal static class PngImages
{
    private const string Extension = ".png";

    /// <summary>Reads one image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">Where labels are, as the user said; null or "auto" where they said nothing.</param>
    /// <exception cref="InputException">The file is damaged, or the labels do not fit.</exception>
    public static Dataset ReadFile(string path, string? labels) => Read([path], path, labels);

    /// <summary>Reads all images that lie in a folder, in the order of their names; what else lies there is passed over.</summary>
    /// <param name="folder">The folder; those within it are not looked into.</param>
    /// <param name="labels">Where labels are, as the user said; null or "auto" where they said nothing.</param>
    /// <exception cref="InputException">There is no image, two have different sizes, one is damaged, or the labels do not fit.</exception>
    public static Dataset ReadFolder(string folder, string? labels) => InputFile.Guard(folder, () =>
    {
        string[] files = [.. Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file).Equals(Extension, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? Read(files, folder, labels)
            : throw new InputException($"{folder} is a folder without {Extension} images; give one with images, or a file");
    });

    private static Dataset Read(string[] files, string path, string? labels)
    {
        ImageShape shape = default;
        float[] values = [];
        for (int i = 0; i < files.Length; i++)
        {
            PngImage image = PngReader.Read(files[i]);
            ImageShape colors = WithoutAlpha(image.Shape);
            if (i == 0)
            {
                shape = colors;
                values = Room(files.Length, shape, path);
            }

            if (colors != shape)
                throw new InputException($"{files[i]} is {Describe(colors)}, but {Path.GetFileName(files[0])} is {Describe(shape)}; give images of one size and kind");
            int columns = values.Length / files.Length;
            image.Values.AsSpan(0, columns).CopyTo(values.AsSpan(i * columns));
        }

        ClassLabels? classes = labels is null or "auto" ? null : LabelFile.Read(labels, path, files.Length);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return Dataset.FromRows(values, values.Length / files.Length, name, classes?.Labels, classes?.Names, shape);
    }

    // Channels lie one after another, alpha as the last.
    private static ImageShape WithoutAlpha(ImageShape shape) => shape with { Channels = shape.Channels >= 3 ? 3 : 1 };

    private static float[] Room(int count, ImageShape shape, string path)
    {
        long columns = (long)shape.Channels * shape.Height * shape.Width;
        return count * columns <= Array.MaxLength
            ? new float[count * columns]
            : throw new InputException($"{path}: {count} images of {shape.Width}×{shape.Height} pixels do not fit in memory; give at most {Array.MaxLength / columns} of them, or smaller ones");
    }

    private static string Describe(ImageShape shape) => $"{shape.Width}×{shape.Height} pixels in {(shape.Channels == 1 ? "grey" : "color")}";
}
