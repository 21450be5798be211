namespace Pinhole.Data.Stores;

/// <summary>Compressed sparse rows (CSR): only some numbers are stored, the others are 0.</summary>
/// <param name="starts">[rows + 1]: where the numbers of each row begin, then where the last ones end.</param>
/// <param name="places">The column of each number, ascending within a row.</param>
/// <param name="values">The numbers.</param>
/// <param name="columns">The number of columns.</param>
internal sealed class SparseRows(int[] starts, int[] places, float[] values, int columns)
    : RowStore(starts.Length - 1, columns)
{
    /// <summary>How many numbers of a row are stored.</summary>
    public int Kept(int row) => starts[row + 1] - starts[row];

    /// <summary>The columns of a row's numbers.</summary>
    public ReadOnlySpan<int> Places(int row) => places.AsSpan(starts[row], Kept(row));

    /// <summary>A row's numbers.</summary>
    public ReadOnlySpan<float> Numbers(int row) => values.AsSpan(starts[row], Kept(row));

    public override void Read(ReadOnlySpan<int> rows, Span<float> target)
    {
        target[..(rows.Length * Columns)].Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> row = target.Slice(i * Columns, Columns);
            ReadOnlySpan<int> columns = Places(rows[i]);
            ReadOnlySpan<float> numbers = Numbers(rows[i]);
            for (int k = 0; k < columns.Length; k++)
                row[columns[k]] = numbers[k];
        }
    }

    public override NumberSurvey Survey(int[]? rows)
    {
        NumberSurvey survey = new();
        int count = rows?.Length ?? Rows;
        for (int i = 0; i < count; i++)
        {
            int row = rows is null ? i : rows[i];
            if (Kept(row) > 0)
                survey.Add(Numbers(row));
            survey.AddZeros(Columns - Kept(row));
        }

        return survey;
    }
}
