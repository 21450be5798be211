namespace Pinhole.Numerics;

/// <summary>A table with the mean taken off, in double precision, as far as principal components need it.</summary>
/// <param name="rows">How many rows.</param>
/// <param name="columns">Numbers in a row.</param>
internal abstract class CentredRows(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>What was taken off: [columns].</summary>
    public double[] Mean { get; } = new double[columns];

    /// <summary>XᵀX times each vector, without XᵀX.</summary>
    /// <param name="vectors">[vectors][columns].</param>
    /// <returns>[vectors][columns].</returns>
    public abstract double[][] TimesCovariance(double[][] vectors);

    /// <summary>Gives the coordinates of all rows along some vectors, in blocks and always in the same order.</summary>
    /// <param name="vectors">[vectors][columns].</param>
    /// <param name="use">Takes the number of rows and [rows, vectors].</param>
    public abstract void Project(double[][] vectors, Action<int, double[]> use);

    /// <summary>Makes the mean of sums over the rows.</summary>
    /// <exception cref="InputException">The rows hold NaN or infinity.</exception>
    protected void FinishMean()
    {
        for (int column = 0; column < Columns; column++)
        {
            Mean[column] /= Rows;
            if (!double.IsFinite(Mean[column]))
                throw new InputException(
                    $"the data hold NaN or infinity; column {column + 1}; remove or replace these values"
                );
        }
    }
}
