namespace Pinhole.Data.Readers.Images;

/// <summary>
/// Resizes images, each side separately: see <see cref="ResizedSide"/>. Sums are in double precision, so that values
/// stay in [0, 1].
/// </summary>
internal static class ImageResizer
{
    /// <summary>The image in another size; the same object if it already has it.</summary>
    /// <param name="image">Of any number of channels.</param>
    /// <param name="size">The size it is to have.</param>
    /// <exception cref="OutOfMemoryException">It does not fit in memory, or an intermediate image does not.</exception>
    public static DecodedImage Resize(DecodedImage image, ImageSize size)
    {
        (int channels, int height, int width) = image.Shape;
        float[] values = image.Values;
        if (size.Width != width)
            values = AlongRows(values, new ResizedSide(width, size.Width));
        if (size.Height != height)
            values = AlongColumns(values, new ResizedSide(height, size.Height), size.Width);
        return ReferenceEquals(values, image.Values)
            ? image
            : new DecodedImage(new ImageShape(channels, size.Height, size.Width), values);
    }

    // [rows of all channels, before] to [rows, after].
    private static float[] AlongRows(float[] values, ResizedSide side)
    {
        int rows = values.Length / side.Before;
        float[] result = new float[(long)rows * side.After];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> source = values.AsSpan(row * side.Before, side.Before);
            Span<float> target = result.AsSpan(row * side.After, side.After);
            for (int i = 0; i < target.Length; i++)
            {
                ReadOnlySpan<double> weights = side.Weights(i, out int first);
                double sum = 0;
                for (int j = 0; j < weights.Length; j++)
                    sum += weights[j] * source[first + j];
                target[i] = (float)sum;
            }
        }

        return result;
    }

    // [channels, before, width] to [channels, after, width].
    private static float[] AlongColumns(float[] values, ResizedSide side, int width)
    {
        int channels = values.Length / side.Before / width;
        float[] result = new float[(long)channels * side.After * width];
        double[] sums = new double[width];
        for (int row = 0; row < channels * side.After; row++)
        {
            (int channel, int i) = Math.DivRem(row, side.After);
            ReadOnlySpan<double> weights = side.Weights(i, out int first);
            Array.Clear(sums);
            for (int j = 0; j < weights.Length; j++)
            {
                ReadOnlySpan<float> source = values.AsSpan(((channel * side.Before) + first + j) * width, width);
                for (int column = 0; column < width; column++)
                    sums[column] += weights[j] * source[column];
            }

            for (int column = 0; column < width; column++)
                result[(row * width) + column] = (float)sums[column];
        }

        return result;
    }
}
