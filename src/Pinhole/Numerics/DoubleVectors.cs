namespace Pinhole.Numerics;

/// <summary>Products of vectors in double precision; the order of every sum is fixed, whatever the machine.</summary>
internal static class DoubleVectors
{
    /// <summary>The sum of the products of two vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        // Four sums at once, because each addition waits for the one before it.
        double first = 0,
            second = 0,
            third = 0,
            fourth = 0;
        int at = 0;
        for (; at <= left.Length - 4; at += 4)
        {
            first += left[at] * right[at];
            second += left[at + 1] * right[at + 1];
            third += left[at + 2] * right[at + 2];
            fourth += left[at + 3] * right[at + 3];
        }

        double sum = (first + second) + (third + fourth);
        for (; at < left.Length; at++)
            sum += left[at] * right[at];
        return sum;
    }

    /// <summary>The sum of the products of what is left of a row without a mean, and a direction.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="mean">[columns].</param>
    /// <param name="direction">[columns].</param>
    public static double DotCentred(ReadOnlySpan<float> row, ReadOnlySpan<float> mean, ReadOnlySpan<float> direction)
    {
        mean = mean[..row.Length];
        direction = direction[..row.Length];
        double first = 0,
            second = 0,
            third = 0,
            fourth = 0;
        int at = 0;
        for (; at <= row.Length - 4; at += 4)
        {
            first += (double)(row[at] - mean[at]) * direction[at];
            second += (double)(row[at + 1] - mean[at + 1]) * direction[at + 1];
            third += (double)(row[at + 2] - mean[at + 2]) * direction[at + 2];
            fourth += (double)(row[at + 3] - mean[at + 3]) * direction[at + 3];
        }

        double sum = (first + second) + (third + fourth);
        for (; at < row.Length; at++)
            sum += (double)(row[at] - mean[at]) * direction[at];
        return sum;
    }

    /// <summary>The sum of the products of a row and a direction, in some places alone.</summary>
    /// <param name="places">Columns, counted from 0.</param>
    /// <param name="row">[columns].</param>
    /// <param name="direction">[columns].</param>
    public static double DotAt(ReadOnlySpan<int> places, ReadOnlySpan<float> row, ReadOnlySpan<float> direction)
    {
        double sum = 0;
        foreach (int place in places)
            sum += (double)row[place] * direction[place];
        return sum;
    }

    /// <summary>The sum of the squares of the differences of two rows of one length, and of their sizes.</summary>
    public static (double Squared, double Absolute) Differences(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        right = right[..left.Length];
        double squared = 0,
            absolute = 0,
            otherSquared = 0,
            otherAbsolute = 0;
        int at = 0;
        for (; at <= left.Length - 2; at += 2)
        {
            double difference = (double)left[at] - right[at],
                other = (double)left[at + 1] - right[at + 1];
            squared += difference * difference;
            absolute += Math.Abs(difference);
            otherSquared += other * other;
            otherAbsolute += Math.Abs(other);
        }

        if (at < left.Length)
        {
            double difference = (double)left[at] - right[at];
            squared += difference * difference;
            absolute += Math.Abs(difference);
        }

        return (squared + otherSquared, absolute + otherAbsolute);
    }

    /// <summary>Adds <paramref name="scale"/> times a vector to another of its length.</summary>
    public static void AddScaledInPlace(Span<double> target, double scale, ReadOnlySpan<double> values)
    {
        for (int at = 0; at < target.Length; at++)
            target[at] += values[at] * scale;
    }

    /// <summary>
    /// Makes vectors orthonormal, in their order, by modified Gram–Schmidt done twice. A vector that depends on those
    /// before it becomes zero.
    /// </summary>
    /// <param name="vectors">[vectors][columns].</param>
    public static void OrthonormalizeInPlace(double[][] vectors)
    {
        // Below this part of its own length, what is left of a vector is rounding.
        const double negligible = 1e-11;
        for (int current = 0; current < vectors.Length; current++)
        {
            double[] vector = vectors[current];
            double length = Math.Sqrt(Dot(vector, vector));
            for (int turn = 0; turn < 2; turn++)
            {
                for (int earlier = 0; earlier < current; earlier++)
                    AddScaledInPlace(vector, -Dot(vectors[earlier], vector), vectors[earlier]);
            }

            double left = Math.Sqrt(Dot(vector, vector));
            double scale = left > negligible * length ? 1 / left : 0;
            for (int column = 0; column < vector.Length; column++)
                vector[column] *= scale;
        }
    }
}
