using System.Runtime.Intrinsics;

namespace Pinhole.Numerics;

/// <summary>
/// The product of two panels, summed over their rows: leftᵀ · right, where both are [rows, 8], row-major, so that
/// memory is read sequentially. Each sum runs over the rows in order, without fused multiply-adds, so that its bits
/// depend only on the numbers.
/// </summary>
internal static class PanelProduct
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 8;

    private const int TileRows = 4;

    /// <summary>sums [8, 8] += leftᵀ · right.</summary>
    /// <param name="left">[rows, 8].</param>
    /// <param name="right">[rows, 8].</param>
    /// <param name="sums">[8, 8], part of a larger matrix.</param>
    /// <param name="stride">Numbers from one row of the sums to the next.</param>
    public static void Add(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> sums, int stride)
    {
        for (int tile = 0; tile < Width; tile += TileRows)
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
        for (int at = 0; at < right.Length; at += Width)
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
}
