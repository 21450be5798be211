using System.Runtime.Intrinsics;

namespace Pinhole.Numerics;

/// <summary>
/// Products of vectors in double precision. The order of every sum is fixed, without fused multiply-adds, so that the
/// bits are the same on every machine.
/// </summary>
internal static class DoubleVectors
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelWidth = 8;

    private const int TileRows = 4;

    // Four sums at once, because each addition depends on the one before.
    private const int Lanes = 4;

    /// <summary>The dot product of two vectors of the same length.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        right = right[..left.Length];
        Vector256<double> sums = default;
        int at = 0;
        for (; at <= left.Length - Lanes; at += Lanes)
            sums += Load(left, at) * Load(right, at);
        double sum = Total(sums);
        for (; at < left.Length; at++)
            sum += left[at] * right[at];
        return sum;
    }

    /// <summary>The dot product of a centred row and a direction.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="mean">[columns].</param>
    /// <param name="direction">[columns].</param>
    public static double DotCentred(ReadOnlySpan<float> row, ReadOnlySpan<float> mean, ReadOnlySpan<float> direction)
    {
        mean = mean[..row.Length];
        direction = direction[..row.Length];
        Vector256<double> sums = default;
        int at = 0;
        for (; at <= row.Length - Lanes; at += Lanes)
            sums += Widen(Load(row, at) - Load(mean, at)) * Widen(Load(direction, at));
        double sum = Total(sums);
        for (; at < row.Length; at++)
            sum += (double)(row[at] - mean[at]) * direction[at];
        return sum;
    }

    /// <summary>The dot product of a row and a direction, over some columns only.</summary>
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

    /// <summary>The sum of squared differences of two rows of the same length, and the sum of their squares.</summary>
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
        values = values[..target.Length];
        int at = 0;
        for (; at <= target.Length - Lanes; at += Lanes)
            (Load(target, at) + (Load(values, at) * scale)).CopyTo(target[at..]);
        for (; at < target.Length; at++)
            target[at] += values[at] * scale;
    }

    /// <summary>
    /// Makes vectors orthonormal, in their order, by modified Gram–Schmidt done twice. A vector that depends on those
    /// before it becomes zero.
    /// </summary>
    /// <param name="vectors">[vectors][columns].</param>
    public static void OrthonormalizeInPlace(double[][] vectors)
    {
        // Below this fraction of its length, the rest of a vector is only rounding error.
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

    /// <summary>
    /// sums [8, 8] += leftᵀ · right, summed over the rows of two panels of eight columns, row-major, so that memory is
    /// read sequentially.
    /// </summary>
    /// <param name="left">[rows, 8].</param>
    /// <param name="right">[rows, 8].</param>
    /// <param name="sums">[8, 8], part of a larger matrix.</param>
    /// <param name="stride">Numbers from one row of the sums to the next.</param>
    public static void AddPanelProduct(
        ReadOnlySpan<double> left,
        ReadOnlySpan<double> right,
        Span<double> sums,
        int stride
    )
    {
        for (int tile = 0; tile < PanelWidth; tile += TileRows)
            AddTile(left[tile..], right, sums[(tile * stride)..], stride);
    }

    private static void AddTile(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> sums, int stride)
    {
        Vector256<double> s00 = Load(sums, 0),
            s01 = Load(sums, 4);
        Vector256<double> s10 = Load(sums, stride),
            s11 = Load(sums, stride + 4);
        Vector256<double> s20 = Load(sums, 2 * stride),
            s21 = Load(sums, (2 * stride) + 4);
        Vector256<double> s30 = Load(sums, 3 * stride),
            s31 = Load(sums, (3 * stride) + 4);
        for (int at = 0; at < right.Length; at += PanelWidth)
        {
            Vector256<double> first = Load(right, at),
                second = Load(right, at + 4);
            ReadOnlySpan<double> factors = left.Slice(at, TileRows);
            s00 += first * factors[0];
            s01 += second * factors[0];
            s10 += first * factors[1];
            s11 += second * factors[1];
            s20 += first * factors[2];
            s21 += second * factors[2];
            s30 += first * factors[3];
            s31 += second * factors[3];
        }

        s00.CopyTo(sums);
        s01.CopyTo(sums[4..]);
        s10.CopyTo(sums[stride..]);
        s11.CopyTo(sums[(stride + 4)..]);
        s20.CopyTo(sums[(2 * stride)..]);
        s21.CopyTo(sums[((2 * stride) + 4)..]);
        s30.CopyTo(sums[(3 * stride)..]);
        s31.CopyTo(sums[((3 * stride) + 4)..]);
    }

    private static Vector256<double> Load(ReadOnlySpan<double> values, int at) => Vector256.Create(values[at..]);

    private static Vector128<float> Load(ReadOnlySpan<float> values, int at) => Vector128.Create(values[at..]);

    private static Vector256<double> Widen(Vector128<float> values)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(values);
        return Vector256.Create(lower, upper);
    }

    private static double Total(Vector256<double> sums) => (sums[0] + sums[1]) + (sums[2] + sums[3]);
}
