namespace Pinhole.Numerics;

/// <summary>Streams a table as blocks of centred rows, in double precision.</summary>
internal sealed class RowBlocks : CentredRows
{
    // Blocks fit in a second-level cache, and stay small however wide the table is.
    private const int MaximumRows = 64;
    private const int MaximumValues = 1 << 17;

    private readonly RowReader _readRow;
    private readonly int _rowsPerBlock;
    private readonly float[] _row;
    private readonly double[] _block;

    /// <summary>Reads the rows once to compute their mean.</summary>
    /// <exception cref="InputException">The rows hold NaN or infinity.</exception>
    public RowBlocks(int rows, int columns, RowReader readRow)
        : base(rows, ColumnMeans.Of(rows, columns, readRow))
    {
        _readRow = readRow;
        _rowsPerBlock = Math.Clamp(MaximumValues / columns, 1, MaximumRows);
        _row = new float[columns];
        _block = new double[_rowsPerBlock * columns];
    }

    /// <summary>Gives one row as it is, without the mean taken off.</summary>
    public RowReader Reader => _readRow;

    /// <summary>Uses the block of rows, centred, row-major.</summary>
    /// <param name="rows">How many rows the block holds.</param>
    /// <param name="block">[rows, columns].</param>
    public delegate void BlockUser(int rows, ReadOnlySpan<double> block);

    /// <summary>Reads the rows once, always in the same blocks and the same order.</summary>
    public void ForEach(BlockUser use)
    {
        double[] mean = Mean;
        for (int first = 0; first < Rows; first += _rowsPerBlock)
        {
            int count = Math.Min(_rowsPerBlock, Rows - first);
            for (int row = 0; row < count; row++)
            {
                _readRow(first + row, _row);
                Span<double> centred = _block.AsSpan(row * Columns, Columns);
                for (int column = 0; column < mean.Length; column++)
                    centred[column] = _row[column] - mean[column];
            }

            use(count, _block.AsSpan(0, count * Columns));
        }
    }

    public override double[][] TimesCovariance(double[][] vectors)
    {
        double[][] products = Array.ConvertAll(vectors, _ => new double[Columns]);
        ForEach(
            (count, block) =>
            {
                for (int vector = 0; vector < vectors.Length; vector++)
                {
                    for (int row = 0; row < count; row++)
                    {
                        ReadOnlySpan<double> values = block.Slice(row * Columns, Columns);
                        DoubleVectors.AddScaledInPlace(
                            products[vector],
                            DoubleVectors.Dot(values, vectors[vector]),
                            values
                        );
                    }
                }
            }
        );
        return products;
    }

    public override void Project(double[][] vectors, Action<int, double[]> use)
    {
        double[] coordinates = [];
        ForEach(
            (count, block) =>
            {
                if (coordinates.Length != count * vectors.Length)
                    coordinates = new double[count * vectors.Length];
                for (int row = 0; row < count; row++)
                {
                    for (int vector = 0; vector < vectors.Length; vector++)
                        coordinates[(row * vectors.Length) + vector] = DoubleVectors.Dot(
                            block.Slice(row * Columns, Columns),
                            vectors[vector]
                        );
                }

                use(count, coordinates);
            }
        );
    }
}
