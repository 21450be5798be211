namespace Pinhole.Numerics;

/// <summary>The mean of each column of a table, in one pass over its rows and in double precision.</summary>
internal static class ColumnMeans
{
    /// <summary>Reads all rows.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="readRow">Reads a row.</param>
    /// <returns>[columns].</returns>
    /// <exception cref="InputException">The rows hold NaN or infinity.</exception>
    public static double[] Of(int rows, int columns, RowReader readRow)
    {
        double[] sums = new double[columns];
        float[] values = new float[columns];
        for (int row = 0; row < rows; row++)
        {
            readRow(row, values);
            for (int column = 0; column < sums.Length; column++)
                sums[column] += values[column];
        }

        return Finish(sums, rows);
    }

    /// <summary>Reads the stored numbers of sparse rows.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="readRow">Reads a row.</param>
    /// <returns>[columns].</returns>
    /// <exception cref="InputException">The rows hold NaN or infinity.</exception>
    public static double[] Of(int rows, int columns, SparseRowReader readRow)
    {
        double[] sums = new double[columns];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = readRow(row, out ReadOnlySpan<int> places);
            for (int i = 0; i < values.Length; i++)
                sums[places[i]] += values[i];
        }

        return Finish(sums, rows);
    }

    private static double[] Finish(double[] sums, int rows)
    {
        for (int column = 0; column < sums.Length; column++)
        {
            sums[column] /= rows;
            if (!double.IsFinite(sums[column]))
                throw new InputException(
                    $"the data hold NaN or infinity; column {column + 1}; remove or replace these values"
                );
        }

        return sums;
    }
}
