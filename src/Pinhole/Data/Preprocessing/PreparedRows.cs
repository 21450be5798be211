namespace Pinhole.Data.Preprocessing;

/// <summary>The training rows that a preprocessing step is fitted on: the output of the steps before it.</summary>
/// <param name="rows">The training rows.</param>
/// <param name="before">The steps before.</param>
internal sealed class PreparedRows(IRows rows, Preprocessor before) : IRows
{
    public string Name => rows.Name;

    public Schema Schema => rows.Schema;

    public int Rows => rows.Rows;

    public int Columns => rows.Columns;

    public void ForEachRow(RowUser use, CancellationToken cancellationToken = default)
    {
        float[] prepared = new float[Columns];
        rows.ForEachRow(
            (row, values) =>
            {
                values.CopyTo(prepared);
                before.ApplyInPlace(prepared);
                use(row, prepared);
            },
            cancellationToken
        );
    }
}
