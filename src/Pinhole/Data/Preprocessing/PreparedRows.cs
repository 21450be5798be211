namespace Pinhole.Data.Preprocessing;

/// <summary>Training rows as a step of preprocessing finds them: after the steps before it.</summary>
/// <param name="data">The training rows.</param>
/// <param name="before">The steps before; null for none.</param>
internal sealed class PreparedRows(Dataset data, Preprocessor? before)
{
    private const int MostValues = 1 << 18;

    /// <summary>The training rows.</summary>
    public Dataset Data => data;

    /// <summary>Takes a row.</summary>
    /// <param name="values">[columns].</param>
    public delegate void RowUser(ReadOnlySpan<float> values);

    /// <summary>Rows that nothing was done to.</summary>
    public static implicit operator PreparedRows(Dataset data) => new(data, null);

    /// <summary>Passes over all rows in their order, once.</summary>
    public void ForEach(RowUser use)
    {
        BatchLoader loader = new(data, Math.Max(1, MostValues / data.Columns), null, before);
        loader.StartEpoch();
        while (loader.Next(out int rows))
        {
            for (int row = 0; row < rows; row++)
                use(loader.Values.Slice(row * data.Columns, data.Columns));
        }
    }
}
