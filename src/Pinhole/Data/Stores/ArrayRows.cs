namespace Pinhole.Data.Stores;

/// <summary>Rows in an array, [rows, columns].</summary>
/// <param name="values">The numbers; kept, not copied.</param>
/// <param name="columns">Numbers in a row.</param>
/// <param name="survey">The survey of all of them; null if there is none yet.</param>
internal sealed class ArrayRows(float[] values, int columns, NumberSurvey? survey = null)
    : RowStore(values.Length / columns, columns)
{
    public override float[] Values => values;

    public override void Read(ReadOnlySpan<int> rows, Span<float> target)
    {
        for (int i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(target[(i * Columns)..]);
    }

    public override NumberSurvey Survey(int[]? rows) => rows is null && survey is not null ? survey : base.Survey(rows);

    public override ReadOnlySpan<float> Row(int row) => values.AsSpan(checked((int)((long)row * Columns)), Columns);
}
