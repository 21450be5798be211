namespace Pinhole.Data.Stores;

/// <summary>The rows of several stores, one store after another.</summary>
/// <param name="stores">Rows of one width.</param>
/// <param name="parts">How many rows each store has.</param>
internal sealed class JoinedRows(IReadOnlyList<RowStore> stores, RowParts parts)
    : RowStore(parts.Rows, stores[0].Columns)
{
    public override bool IsSlow { get; } = stores.Any(store => store.IsSlow);

    public override void Read(ReadOnlySpan<int> rows, Span<float> target)
    {
        Span<int> own = stackalloc int[Math.Min(rows.Length, 256)];
        for (int first = 0, count; first < rows.Length; first += count)
        {
            (int store, own[0]) = parts.Find(rows[first]);
            for (count = 1; count < own.Length && first + count < rows.Length; count++)
            {
                (int next, own[count]) = parts.Find(rows[first + count]);
                if (next != store)
                    break;
            }

            stores[store].Read(own[..count], target.Slice(first * Columns, count * Columns));
        }
    }

    public override ReadOnlySpan<float> Row(int row)
    {
        (int store, int own) = parts.Find(row);
        return stores[store].Row(own);
    }
}
