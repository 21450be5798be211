using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers.Images;

/// <summary>Image files as rows: one file is one row, and a folder has as many as it has images.</summary>
internal static class ImageFiles
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".pgm", ".ppm", ".pbm", ".pnm"];

    /// <summary>
    /// Whether a file is an image, or is called one: such a file must not be passed over in silence if it is none.
    /// </summary>
    public static bool Recognizes(string path)
    {
        if (Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return true;
        Span<byte> start = stackalloc byte[ImageReader.StartBytes];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return ImageReader.Recognizes(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }

    /// <summary>Reads images.</summary>
    /// <param name="images">The files.</param>
    /// <param name="options">Where labels are, what images are brought to, and how much memory they may take.</param>
    /// <exception cref="InputException">Two are of different sizes or kinds, one is damaged, or the labels do not
    /// fit.</exception>
    public static StoredRows Read(FileList images, DataOptions options)
    {
        ClassLabels? classes = options.Labels is null or "auto"
            ? images.Classes
            : LabelFile.Read(options.Labels, images.Source, images.Files.Count);
        ImageForm form = ImageForm.Of(options);
        // The first is read once more for this: it says how long rows are.
        ImageShape shape = form.Bring(ImageReader.Read(images.Files[0])).Shape;
        Schema schema = new()
        {
            Columns = shape.Channels * shape.Height * shape.Width,
            Image = shape,
            ClassNames = classes?.Names ?? [],
        };
        using RowCollector rows = new(schema.Columns, options.MostBytes, images.Source);
        int stretched = 0;
        foreach (string file in images.Files)
        {
            DecodedImage given = ImageReader.Read(file),
                image = form.Bring(given);
            if (image.Shape != shape)
                throw Unlike(file, image.Shape, images.Files[0], shape);
            image.Values.CopyTo(rows.Add());
            stretched += (long)given.Shape.Width * shape.Height == (long)given.Shape.Height * shape.Width ? 0 : 1;
        }

        string[] remarks =
            stretched == 0
                ? []
                :
                [
                    $"{stretched} of {images.Files.Count} images were stretched to {shape.Width}×{shape.Height} "
                        + "pixels: their sides were in another proportion",
                ];
        return StoredRows.Of(rows.Finish(), schema, images.Title, classes?.Labels, remarks: remarks);
    }

    private static InputException Unlike(string file, ImageShape shape, string firstFile, ImageShape first)
    {
        string size =
            shape with { Channels = first.Channels } == first ? "" : $" --image-size {first.Width}x{first.Height}";
        string color = shape.Channels == first.Channels ? "" : " --color grey";
        return new InputException(
            $"{file} is {Describe(shape)}, but {Path.GetFileName(firstFile)} is {Describe(first)}; give images of one "
                + $"size and kind, or bring them to one, as with{size}{color}"
        );
    }

    private static string Describe(ImageShape shape) =>
        $"{shape.Width}×{shape.Height} pixels in {(shape.Channels == 1 ? "grey" : "color")}";
}
