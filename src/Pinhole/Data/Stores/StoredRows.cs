namespace Pinhole.Data.Stores;

/// <summary>Rows as a reader or a generator gives them, checked, with what it knows of them.</summary>
/// <param name="Store">Where the numbers lie.</param>
/// <param name="Schema">What a row is; its range is that of these rows.</param>
/// <param name="Name">Where the rows came from, for people.</param>
/// <param name="Labels">One label a row, each an index into the schema's class names; null for none.</param>
/// <param name="Ids">What each row is called; null for nothing.</param>
internal sealed record StoredRows(RowStore Store, Schema Schema, string Name, int[]? Labels, IReadOnlyList<string>? Ids)
{
    /// <summary>What to know of how they were read, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>What else is known of each row: as many rows as here; null for nothing.</summary>
    public StoredRows? Context { get; init; }

    /// <summary>Puts rows together after a look at each number.</summary>
    /// <param name="store">The rows; at least one.</param>
    /// <param name="schema">What they are; its range is found here.</param>
    /// <param name="name">What to call them.</param>
    /// <param name="labels">One label a row, each an index into the schema's class names.</param>
    /// <param name="ids">What each row is called; null for nothing.</param>
    /// <param name="remarks">What to know of how they were read.</param>
    /// <exception cref="InputException">A value is infinite, or missing in an image, or a label has no
    /// class.</exception>
    public static StoredRows Of(
        RowStore store,
        Schema schema,
        string name,
        int[]? labels,
        IReadOnlyList<string>? ids = null,
        IReadOnlyList<string>? remarks = null
    )
    {
        RowCheck.Sizes((long)store.Rows * store.Columns, labels, schema, name);
        schema = schema.With(RowCheck.Numbers(store, schema, name)) with { IsSparse = store is SparseRows };
        return new StoredRows(store, schema, name, labels, ids) { Remarks = remarks ?? [] };
    }

    /// <summary>Puts rows together that lie in an array, which is kept.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="schema">What they are; its range is found here.</param>
    /// <param name="name">What to call them.</param>
    /// <param name="labels">One label a row, each an index into the schema's class names.</param>
    /// <exception cref="InputException">As there, or the array holds no whole rows.</exception>
    public static StoredRows OfArray(float[] values, Schema schema, string name, int[]? labels = null)
    {
        RowCheck.Sizes(values.Length, labels, schema, name);
        return Of(new ArrayRows(values, schema.Columns), schema, name, labels);
    }

    /// <summary>These rows with one thing more to know of how they were read.</summary>
    public StoredRows WithRemark(string remark) => this with { Remarks = [.. Remarks, remark] };
}
