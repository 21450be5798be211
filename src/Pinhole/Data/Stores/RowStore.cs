namespace Pinhole.Data.Stores;

/// <summary>
/// Stores the numbers of a dataset: rows of one width in float32, which any thread may read in any order.
/// </summary>
/// <param name="rows">How many there are.</param>
/// <param name="columns">Numbers in a row.</param>
internal abstract class RowStore(int rows, int columns)
{
    // About as much as a second-level cache holds, but at least one row.
    private const int BlockValues = 1 << 18;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; } = rows;

    /// <summary>Numbers in a row.</summary>
    public int Columns { get; } = columns;

    /// <summary>The rows as one array, [rows, columns], if they are stored so; otherwise null.</summary>
    public virtual float[]? Values => null;

    /// <summary>Gives the rows in place if they are in memory or in a memory-mapped file.</summary>
    /// <param name="rows">Receives [rows, columns]; valid only while this object is alive.</param>
    /// <returns>False if they are elsewhere, or in another form.</returns>
    public virtual bool TryView(out ReadOnlySpan<float> rows)
    {
        rows = Values;
        return Values is not null;
    }

    /// <summary>Whether reading waits for a disk, so that reading ahead is worthwhile.</summary>
    public virtual bool IsSlow => false;

    /// <summary>Reads rows, in the order given.</summary>
    /// <param name="rows">Which, counted from 0.</param>
    /// <param name="target">Receives [rows, columns].</param>
    public abstract void Read(ReadOnlySpan<int> rows, Span<float> target);

    /// <summary>One row, [columns]: a copy unless the rows are in an array.</summary>
    public virtual ReadOnlySpan<float> Row(int row)
    {
        float[] values = new float[Columns];
        Read([row], values);
        return values;
    }

    /// <summary>Reads consecutive numbers of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column of the first number.</param>
    /// <param name="target">Receives the bytes or numbers; its length is how many.</param>
    public virtual void ReadPart(int row, int column, Span<float> target) =>
        Row(row).Slice(column, target.Length).CopyTo(target);

    /// <summary>Surveys every number.</summary>
    /// <param name="rows">The rows; null for all.</param>
    public virtual NumberSurvey Survey(int[]? rows)
    {
        NumberSurvey survey = new();
        ForEachBlock(rows, survey.Add);
        return survey;
    }

    /// <summary>Visits rows in blocks.</summary>
    /// <param name="rows">Which, in the order they are wanted; null for all.</param>
    /// <param name="use">Takes [rows, columns].</param>
    public void ForEachBlock(int[]? rows, Action<ReadOnlySpan<float>> use)
    {
        if (rows is null && Values is float[] all)
        {
            int part = checked((int)Math.Max(1, (long)BlockValues / Columns) * Columns);
            for (int first = 0; first < all.Length; first += part)
                use(all.AsSpan(first, Math.Min(part, all.Length - first)));
            return;
        }

        int total = rows?.Length ?? Rows,
            most = (int)Math.Clamp((long)BlockValues / Columns, 1, total);
        int[] indices = new int[most];
        float[] values = new float[checked(most * Columns)];
        for (int first = 0; first < total; first += most)
        {
            int count = Math.Min(most, total - first);
            for (int i = 0; i < count; i++)
                indices[i] = rows is null ? first + i : rows[first + i];
            Read(indices.AsSpan(0, count), values);
            use(values.AsSpan(0, count * Columns));
        }
    }
}
