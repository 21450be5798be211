namespace Pinhole.Data;

/// <summary>Allocates arrays for rows.</summary>
internal static class RowArray
{
    /// <summary>An array for rows, [rows, columns], all zero.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="advice">The advice of the error if an array cannot hold them.</param>
    /// <exception cref="InputException">An array cannot hold so many numbers.</exception>
    public static float[] Allocate(int rows, int columns, string advice = "give fewer rows") =>
        (long)rows * columns <= Array.MaxLength
            ? new float[rows * columns]
            : throw new InputException($"{rows} rows of {columns} numbers do not fit in memory at once; {advice}");
}
