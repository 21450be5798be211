using Pinhole.Data;

namespace Pinhole.Evaluation;

/// <summary>
/// The structural similarity of two images (SSIM; Wang, Bovik, Sheikh and Simoncelli 2004): means, variances and
/// covariance compared window by window. The windows are 7×7 pixels, lie within the image and weigh all pixels equally;
/// K₁ = 0.01, K₂ = 0.03, and (co)variances are divided by pixels − 1, as in scikit-image.
/// </summary>
public static class StructuralSimilarity
{
    /// <summary>The side of a window, in pixels; also the smallest side of an image that can be compared.</summary>
    public const int Window = 7;

    // Sums over a window: x, y, x², y², xy.
    private const int Sums = 5;

    /// <summary>Compares an image with its reconstruction: the mean over windows and channels.</summary>
    /// <param name="original">[channels, height, width].</param>
    /// <param name="reconstruction">[channels, height, width].</param>
    /// <param name="shape">Their sizes.</param>
    /// <param name="dataRange">The largest difference between two values: 1 for values in [0, 1], 255 for
    /// bytes.</param>
    /// <returns>At most 1; 1 for equal images.</returns>
    /// <exception cref="ArgumentException">The lengths do not match the shape, or an image is smaller than a
    /// window.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not positive.</exception>
    public static double Between(
        ReadOnlySpan<float> original,
        ReadOnlySpan<float> reconstruction,
        ImageShape shape,
        double dataRange
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dataRange);
        if (!Fits(shape))
            throw new ArgumentException(
                $"Images of {shape.Width}×{shape.Height} pixels are smaller than a window of {Window}.",
                nameof(shape)
            );
        int pixels = shape.Height * shape.Width;
        if (original.Length != shape.Channels * pixels || reconstruction.Length != original.Length)
            throw new ArgumentException(
                $"{original.Length} and {reconstruction.Length} numbers are not two images of {shape}.",
                nameof(reconstruction)
            );

        double sum = 0;
        for (int channel = 0; channel < shape.Channels; channel++)
            sum += Channel(
                original.Slice(channel * pixels, pixels),
                reconstruction.Slice(channel * pixels, pixels),
                shape.Width,
                dataRange
            );
        return sum / shape.Channels;
    }

    /// <summary>Whether a window fits into an image.</summary>
    /// <param name="shape">Its sizes.</param>
    public static bool Fits(ImageShape shape) => shape.Height >= Window && shape.Width >= Window;

    private static double Channel(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int width, double dataRange)
    {
        int height = x.Length / width,
            across = width - Window + 1;
        double first = Math.Pow(0.01 * dataRange, 2),
            second = Math.Pow(0.03 * dataRange, 2),
            sum = 0;

        // The sums over the last seven rows, for each position of a window, and the sums of the next row.
        double[] rows = new double[Window * across * Sums],
            products = new double[width * Sums];
        for (int row = 0; row < height; row++)
        {
            Multiply(x.Slice(row * width, width), y.Slice(row * width, width), products);
            SumAlong(products, rows.AsSpan(row % Window * across * Sums, across * Sums));
            for (int column = 0; column < across && row >= Window - 1; column++)
                sum += OfWindow(rows, column, across, first, second);
        }

        return sum / ((double)across * (height - Window + 1));
    }

    private static void Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<double> products)
    {
        for (int column = 0; column < x.Length; column++)
        {
            double left = x[column],
                right = y[column];
            Span<double> here = products.Slice(column * Sums, Sums);
            here[0] = left;
            here[1] = right;
            here[2] = left * left;
            here[3] = right * right;
            here[4] = left * right;
        }
    }

    private static void SumAlong(ReadOnlySpan<double> products, Span<double> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            double sum = 0;
            for (int step = 0; step < Window; step++)
                sum += products[i + (step * Sums)];
            sums[i] = sum;
        }
    }

    private static double OfWindow(ReadOnlySpan<double> rows, int column, int across, double first, double second)
    {
        const double pixels = Window * Window;
        double x = 0,
            y = 0,
            xx = 0,
            yy = 0,
            xy = 0;
        for (int row = 0; row < Window; row++)
        {
            ReadOnlySpan<double> sums = rows.Slice(((row * across) + column) * Sums, Sums);
            x += sums[0];
            y += sums[1];
            xx += sums[2];
            yy += sums[3];
            xy += sums[4];
        }

        double meanX = x / pixels,
            meanY = y / pixels;
        double varianceX = (xx - (x * meanX)) / (pixels - 1),
            varianceY = (yy - (y * meanY)) / (pixels - 1);
        double covariance = (xy - (x * meanY)) / (pixels - 1);
        return ((2 * meanX * meanY) + first)
            * ((2 * covariance) + second)
            / (((meanX * meanX) + (meanY * meanY) + first) * (varianceX + varianceY + second));
    }
}
