namespace Pinhole.Numerics;

/// <summary>A centred table in double precision, with the operations that principal components need.</summary>
/// <param name="rows">How many rows.</param>
/// <param name="mean">What is taken off: [columns].</param>
internal abstract class CentredRows(int rows, double[] mean)
{
    public int Rows { get; } = rows;

    public int Columns => Mean.Length;

    /// <summary>The mean that was subtracted: [columns].</summary>
    public double[] Mean { get; } = mean;

    /// <summary>XᵀX times each vector, without XᵀX.</summary>
    /// <param name="vectors">[vectors][columns].</param>
    /// <returns>[vectors][columns].</returns>
    public abstract double[][] TimesCovariance(double[][] vectors);

    /// <summary>Gives the coordinates of all rows along some vectors, in blocks and always in the same order.</summary>
    /// <param name="vectors">[vectors][columns].</param>
    /// <param name="use">Takes the number of rows and [rows, vectors].</param>
    public abstract void Project(double[][] vectors, Action<int, double[]> use);
}
