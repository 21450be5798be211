namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Brings every column of the training rows to mean 0 and standard deviation 1. A column that hardly varies is only
/// shifted, because dividing by its deviation would make noise large.
/// </summary>
public sealed class Standardize : ColumnScaling
{
    // Rounding alone moves a float32 by 6e-8 of its size: a column that varies no more than that is constant.
    private const double ConstantShare = 1e-7;

    /// <summary>Makes it from what was learned before.</summary>
    /// <param name="offset">The mean of each column: [columns].</param>
    /// <param name="scale">The standard deviation: [columns]; 1 for a column that hardly varies.</param>
    /// <exception cref="InputException">The lengths differ or are 0, or a value is not finite or a scale negative.</exception>
    public Standardize(float[] offset, float[] scale)
        : base(offset, scale)
    {
    }

    /// <inheritdoc/>
    public override string Name => "standardize";

    /// <summary>
    /// Learns the mean and the standard deviation (over all rows, not over one less) of each column, in one pass in
    /// double precision (Welford 1962).
    /// </summary>
    /// <param name="train">The training rows.</param>
    public static Standardize Fit(Dataset train)
    {
        double[] mean = new double[train.Columns], squares = new double[train.Columns];
        for (int index = 0; index < train.Rows; index++)
        {
            ReadOnlySpan<float> row = train.Row(index);
            double share = 1.0 / (index + 1);
            for (int column = 0; column < row.Length; column++)
            {
                double before = row[column] - mean[column];
                mean[column] += before * share;
                squares[column] += before * (row[column] - mean[column]);
            }
        }

        float[] offset = new float[train.Columns], scale = new float[train.Columns];
        for (int column = 0; column < scale.Length; column++)
        {
            double deviation = Math.Sqrt(squares[column] / train.Rows);
            bool constant = deviation <= ConstantShare * Math.Abs(mean[column]) || deviation < 1e-30;
            offset[column] = (float)mean[column];
            scale[column] = constant ? 1 : (float)deviation;
        }

        return new Standardize(offset, scale);
    }

    /// <inheritdoc/>
    public override (float Minimum, float Maximum)? OutputRange(Schema schema) => null;
}
