namespace Pinhole.Evaluation;

/// <summary>Streams a table as blocks of rows with the mean taken off, in double precision.</summary>
internal sealed class RowBlocks
{
    // Blocks fit a second-level cache, and stay small against the table however wide it is.
    private const int MostRows = 64;
    private const int MostValues = 1 << 17;

    private readonly RowReader _readRow;
    private readonly int _rowsPerBlock;
    private readonly float[] _row;
    private readonly double[] _block;

    /// <summary>Passes over the rows once to take their mean.</summary>
    /// <exception cref="InputException">The rows hold NaN or infinity.</exception>
    public RowBlocks(int rows, int columns, RowReader readRow)
    {
        _readRow = readRow;
        _rowsPerBlock = Math.Clamp(MostValues / columns, 1, MostRows);
        _row = new float[columns];
        _block = new double[_rowsPerBlock * columns];
        Rows = rows;
        Columns = columns;
        Mean = new double[columns];
        ReadMean();
    }

    /// <summary>Uses the block of rows, centred, row-major.</summary>
    /// <param name="rows">How many rows the block holds.</param>
    /// <param name="block">[rows, columns].</param>
    public delegate void BlockUser(int rows, ReadOnlySpan<double> block);

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>[columns].</summary>
    public double[] Mean { get; }

    /// <summary>Passes over the rows once, always in the same blocks and the same order.</summary>
    public void ForEach(BlockUser use)
    {
        for (int first = 0; first < Rows; first += _rowsPerBlock)
        {
            int count = Math.Min(_rowsPerBlock, Rows - first);
            for (int row = 0; row < count; row++)
            {
                _readRow(first + row, _row);
                Span<double> centred = _block.AsSpan(row * Columns, Columns);
                for (int column = 0; column < Columns; column++)
                    centred[column] = _row[column] - Mean[column];
            }

            use(count, _block.AsSpan(0, count * Columns));
        }
    }

    private void ReadMean()
    {
        for (int row = 0; row < Rows; row++)
        {
            _readRow(row, _row);
            for (int column = 0; column < Columns; column++)
                Mean[column] += _row[column];
        }

        for (int column = 0; column < Columns; column++)
        {
            Mean[column] /= Rows;
            if (!double.IsFinite(Mean[column]))
                throw new InputException($"the data hold NaN or infinity; column {column + 1}; remove or replace these values");
        }
    }
}
