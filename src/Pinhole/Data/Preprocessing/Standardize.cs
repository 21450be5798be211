namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Brings every column of the training rows to mean 0 and standard deviation 1. A column that hardly varies is only
/// shifted, because dividing by its deviation would amplify noise.
/// </summary>
public sealed class Standardize : ColumnScaling
{
    /// <summary>Makes it from what was learned before.</summary>
    /// <param name="offset">The mean of each column: [columns].</param>
    /// <param name="scale">The standard deviation: [columns]; 1 for a column that hardly varies.</param>
    /// <exception cref="InputException">The lengths differ or are 0, or a value is not finite or a scale
    /// negative.</exception>
    public Standardize(float[] offset, float[] scale)
        : base(offset, scale) { }

    /// <inheritdoc/>
    public override string Name => "standardize";

    /// <summary>
    /// Learns the mean and the standard deviation (divided by n, not n − 1) of each column, in one pass in double
    /// precision (Welford 1962).
    /// </summary>
    internal static Standardize Fit(IRows train)
    {
        double[] mean = new double[train.Columns],
            squares = new double[train.Columns];
        int rows = 0;
        train.ForEachRow(
            (_, row) =>
            {
                double share = 1.0 / ++rows;
                for (int column = 0; column < row.Length; column++)
                {
                    double before = row[column] - mean[column];
                    mean[column] += before * share;
                    squares[column] += before * (row[column] - mean[column]);
                }
            }
        );

        float[] offset = new float[mean.Length],
            scale = new float[mean.Length];
        for (int column = 0; column < scale.Length; column++)
        {
            double deviation = Math.Sqrt(squares[column] / rows);
            bool constant = deviation <= ConstantShare * Math.Abs(mean[column]) || deviation < MinimumScale;
            offset[column] = (float)mean[column];
            scale[column] = constant ? 1 : (float)deviation;
        }

        return new Standardize(offset, scale);
    }
}
