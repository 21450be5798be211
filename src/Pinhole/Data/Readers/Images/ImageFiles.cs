using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers.Images;

/// <summary>Image files as rows: each file is one row.</summary>
internal static class ImageFiles
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".pgm", ".ppm", ".pbm", ".pnm"];

    /// <summary>
    /// Whether a file is an image, or has an image's extension: if such a file is not an image, that must be an error.
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
    /// <param name="options">Where the labels are, the size and color of the images, and how much memory they may
    /// take.</param>
    /// <exception cref="InputException">Images differ in size or color, one is damaged, or the labels do not
    /// fit.</exception>
    public static StoredRows Read(FileList images, DataOptions options)
    {
        ClassLabels? classes = options.Labels is null or "auto"
            ? images.Classes
            : LabelFile.Read(options.Labels, images.Source, images.Files.Count);
        ImageForm form = ImageForm.Of(options);
        // The first image is read twice: its size decides the length of the rows.
        ImageShape shape = form.Bring(ImageReader.Read(images.Files[0])).Shape;
        Schema schema = new()
        {
            Columns = shape.Channels * shape.Height * shape.Width,
            Image = shape,
            ClassNames = classes?.Names ?? [],
        };
        using RowCollector rows = new(schema.Columns, options.MaximumBytes, images.Source);
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
                        + "pixels, because their proportions differ",
                ];
        return StoredRows.Of(rows.Finish(), schema, images.Title, classes?.Labels, remarks: remarks);
    }

    private static InputException Unlike(string file, ImageShape shape, string firstFile, ImageShape first)
    {
        string size =
            shape with { Channels = first.Channels } == first ? "" : $" `ImageSize` {first.Width}x{first.Height}";
        string color = shape.Channels == first.Channels ? "" : " `Color` grey";
        return new InputException(
            $"{file} is {Describe(shape)}, but {Path.GetFileName(firstFile)} is {Describe(first)}; give images of one "
                + $"size and kind, or convert them, for example with{size}{color}"
        );
    }

    private static string Describe(ImageShape shape) =>
        $"{shape.Width}×{shape.Height} pixels in {(shape.Channels == 1 ? "grey" : "color")}";
}
