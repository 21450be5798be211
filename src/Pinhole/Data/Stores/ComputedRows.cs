namespace Pinhole.Data.Stores;

/// <summary>Rows that are computed each time they are read.</summary>
/// <param name="rows">How many there are.</param>
/// <param name="columns">Numbers in a row.</param>
/// <param name="compute">Computes some of them.</param>
internal sealed class ComputedRows(int rows, int columns, RowComputation compute) : RowStore(rows, columns)
{
    public override void Read(ReadOnlySpan<int> rows, Span<float> target) =>
        compute(rows, target[..(rows.Length * Columns)]);
}
