namespace Pinhole.Data.Readers.Images;

/// <summary>The size and color that images are converted to as they are read.</summary>
/// <param name="Size">The size that they are resized to; null keeps their size.</param>
/// <param name="Color">The color that they are converted to; null keeps their color.</param>
internal readonly record struct ImageForm(ImageSize? Size, ImageColor? Color)
{
    // ITU-R BT.601.
    private const double Red = 0.299,
        Green = 0.587,
        Blue = 0.114;

    /// <summary>The form that the options ask for; what they leave open follows the schema to match.</summary>
    public static ImageForm Of(DataOptions options)
    {
        ImageSize? size = null;
        ImageColor? color = null;
        if (options.Like?.Image is ImageShape like)
        {
            size = new ImageSize(like.Width, like.Height);
            color = like.Channels switch
            {
                1 => ImageColor.Grey,
                3 => ImageColor.Color,
                _ => null,
            };
        }

        return new ImageForm(options.ImageSize ?? size, options.Color ?? color);
    }

    /// <summary>Refuses options for images if the data are not images.</summary>
    /// <exception cref="InputException">Such an option is set.</exception>
    public static void Refuse(DataOptions options, string address)
    {
        if (
            (
                options.ImageSize is not null ? "`ImageSize`"
                : options.Color is not null ? "`Color`"
                : null
            )
            is string option
        )
            throw new InputException(
                $"{address} is neither an image file nor a folder of them, so {option} has no effect; leave it out"
            );
    }

    /// <summary>The image in this form; the same object if it already has it.</summary>
    /// <param name="image">Grey or in color, without alpha.</param>
    /// <exception cref="OutOfMemoryException">It does not fit in memory.</exception>
    public DecodedImage Bring(DecodedImage image)
    {
        // One channel is resized faster than three.
        if (Color == ImageColor.Grey && image.Shape.Channels > 1)
            image = Grey(image);
        if (Size is ImageSize size)
            image = ImageResizer.Resize(image, size);
        return Color == ImageColor.Color && image.Shape.Channels == 1 ? Colored(image) : image;
    }

    private static DecodedImage Colored(DecodedImage image)
    {
        float[] values = new float[3L * image.Pixels];
        for (int channel = 0; channel < 3; channel++)
            image.Values.CopyTo(values, channel * image.Pixels);
        return new DecodedImage(image.Shape with { Channels = 3 }, values);
    }

    private static DecodedImage Grey(DecodedImage image)
    {
        int pixels = image.Pixels;
        float[] grey = new float[pixels];
        for (int i = 0; i < pixels; i++)
            grey[i] = (float)(
                (Red * image.Values[i]) + (Green * image.Values[pixels + i]) + (Blue * image.Values[(2 * pixels) + i])
            );
        return new DecodedImage(image.Shape with { Channels = 1 }, grey);
    }
}
