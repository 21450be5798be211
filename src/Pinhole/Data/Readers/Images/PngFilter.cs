namespace Pinhole.Data.Readers.Images;

/// <summary>
/// The filters that PNG applies to the bytes of a row so that they compress better (ISO/IEC 15948, clause 9).
/// </summary>
internal static class PngFilter
{
    /// <summary>Undoes the filter of a row.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 the mean of both, 4 Paeth's choice.</param>
    /// <param name="row">One row, changed in place.</param>
    /// <param name="above">The unfiltered row above; zeros for the first row.</param>
    /// <param name="pixelBytes">Distance to the pixel on the left, in bytes.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool TryUndoInPlace(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (filter is < 0 or > 4)
            return false;
        for (int i = 0; i < row.Length && filter != 0; i++)
        {
            (int left, int corner) = i < pixelBytes ? (0, 0) : (row[i - pixelBytes], above[i - pixelBytes]);
            row[i] += (byte)(
                filter switch
                {
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    _ => Paeth(left, above[i], corner),
                }
            );
        }

        return true;
    }

    // The neighbour nearest to left + above − corner (Paeth 1991).
    private static int Paeth(int left, int above, int corner)
    {
        int toLeft = Math.Abs(above - corner),
            toAbove = Math.Abs(left - corner),
            toCorner = Math.Abs(left + above - (2 * corner));
        if (toLeft <= toAbove && toLeft <= toCorner)
            return left;
        return toAbove <= toCorner ? above : corner;
    }
}
