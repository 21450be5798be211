using Pinhole.Data.Stores;

namespace Pinhole.Data;

/// <content>Sparse rows.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Makes a dataset of compressed sparse rows (CSR): some numbers of each row are given, the others are 0. The rows
    /// stay sparse in memory, through the first layer of a dense network, and in the losses mse, mae, huber and bce.
    /// The arrays are kept, not copied.
    /// </summary>
    /// <param name="starts">[rows + 1]: for each row the index of its first number in the two arrays that follow, then
    /// the count of all numbers. The first is 0.</param>
    /// <param name="places">The column of each number, counted from 0, ascending within a row.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="name">The name of the dataset in messages and reports.</param>
    /// <param name="labels">One label a row, each an index into <paramref name="classNames"/>.</param>
    /// <param name="classNames">The names of the classes. Default: the numbers of the labels.</param>
    /// <param name="columnNames">One name a column.</param>
    /// <exception cref="InputException"> There is no row or no column, sizes do not match, the columns of a row are not
    /// ascending, a value is infinite, or a label has no class. </exception>
    public static Dataset FromSparse(
        int[] starts,
        int[] places,
        float[] values,
        int columns,
        string name = "rows",
        int[]? labels = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? columnNames = null
    )
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(values);
        RowCheck.Sparse(starts, places, values.Length, columns, name);
        Schema schema = new()
        {
            Columns = columns,
            ColumnNames = columnNames,
            ClassNames = classNames ?? NumberedClasses(labels),
        };
        return Of(StoredRows.Of(new SparseRows(starts, places, values, columns), schema, name, labels));
    }

    /// <summary>
    /// Takes a sparse row: its index, counted from 0, and the columns and values of its stored numbers.
    /// </summary>
    internal delegate void SparseRowUser(int row, ReadOnlySpan<int> places, ReadOnlySpan<float> values);

    /// <summary>Whether the rows are sparse: only some numbers are stored, the others are 0.</summary>
    public bool IsSparse => _store is SparseRows;

    private SparseRows Sparse =>
        _store as SparseRows
        ?? throw new InvalidOperationException($"The rows of {Name} are not sparse; ask IsSparse first.");

    /// <summary>The stored numbers of a row.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="places">Receives the columns of its numbers.</param>
    /// <returns>Its numbers.</returns>
    internal ReadOnlySpan<float> SparseRow(int row, out ReadOnlySpan<int> places)
    {
        int stored = Stored(row);
        places = Sparse.Places(stored);
        return Sparse.Numbers(stored);
    }

    /// <summary>Visits all rows in order.</summary>
    internal void ForEachSparseRow(SparseRowUser use)
    {
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> values = SparseRow(row, out ReadOnlySpan<int> places);
            use(row, places, values);
        }
    }

    /// <summary>Visits all numbers, row by row; of sparse rows the stored numbers.</summary>
    /// <param name="use">Takes the row and the column, counted from 0, and the number.</param>
    internal void ForEachNumber(Action<int, int, float> use)
    {
        if (IsSparse)
        {
            ForEachSparseRow(
                (row, places, values) =>
                {
                    for (int i = 0; i < places.Length; i++)
                        use(row, places[i], values[i]);
                }
            );
        }
        else
        {
            ForEachRow(
                (row, values) =>
                {
                    for (int column = 0; column < values.Length; column++)
                        use(row, column, values[column]);
                }
            );
        }
    }

    /// <summary>How many numbers of all rows are stored.</summary>
    internal long KeptNumbers
    {
        get
        {
            long kept = 0;
            for (int row = 0; row < Rows; row++)
                kept += Sparse.Kept(Stored(row));
            return kept;
        }
    }

    /// <summary>The largest count of stored numbers that a batch can have.</summary>
    /// <param name="rows">Rows in the batch.</param>
    internal int MaximumNumbers(int rows)
    {
        SparseRows store = Sparse;
        int[] kept = new int[Rows];
        for (int row = 0; row < Rows; row++)
            kept[row] = store.Kept(Stored(row));
        Array.Sort(kept);
        return checked((int)kept[Math.Max(0, Rows - rows)..].Sum(count => (long)count));
    }

    /// <summary>Gathers rows into a batch; allocates nothing.</summary>
    /// <param name="rows">Which rows, counted from 0.</param>
    /// <param name="starts">Receives [rows + 1].</param>
    /// <param name="places">Receives the columns of the numbers.</param>
    /// <param name="values">Receives the numbers.</param>
    /// <returns>The count of numbers.</returns>
    internal int CopySparseRows(ReadOnlySpan<int> rows, Span<int> starts, Span<int> places, Span<float> values)
    {
        SparseRows store = Sparse;
        int count = 0;
        starts[0] = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            int row = Stored(rows[i]);
            store.Places(row).CopyTo(places[count..]);
            store.Numbers(row).CopyTo(values[count..]);
            count += store.Kept(row);
            starts[i + 1] = count;
        }

        return count;
    }
}
