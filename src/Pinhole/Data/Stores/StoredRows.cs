namespace Pinhole.Data.Stores;

/// <summary>Checked rows, as a reader or a generator gives them.</summary>
/// <param name="Store">Where the numbers lie.</param>
/// <param name="Schema">Describes a row; the range is that of these rows.</param>
/// <param name="Name">Where the rows came from, for people.</param>
/// <param name="Labels">One label a row, each an index into the schema's class names; null for none.</param>
/// <param name="Ids">The id of each row; null for none.</param>
internal sealed record StoredRows(RowStore Store, Schema Schema, string Name, int[]? Labels, IReadOnlyList<string>? Ids)
{
    /// <summary>Remarks on how they were read, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>The context: one row for each row; null for none.</summary>
    public StoredRows? Context { get; init; }

    /// <summary>Makes rows and checks every number.</summary>
    /// <param name="store">The rows; at least one.</param>
    /// <param name="schema">Their schema; its range is computed here.</param>
    /// <param name="name">Their name in messages.</param>
    /// <param name="labels">One label a row, each an index into the schema's class names.</param>
    /// <param name="ids">The id of each row; null for none.</param>
    /// <param name="remarks">Remarks on how they were read.</param>
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

    /// <summary>Makes rows of an array, which is kept.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="schema">Their schema; its range is computed here.</param>
    /// <param name="name">Their name in messages.</param>
    /// <param name="labels">One label a row, each an index into the schema's class names.</param>
    /// <exception cref="InputException">As for <see cref="Of"/>, or the array does not hold whole rows.</exception>
    public static StoredRows OfArray(float[] values, Schema schema, string name, int[]? labels = null)
    {
        RowCheck.Sizes(values.Length, labels, schema, name);
        return Of(new ArrayRows(values, schema.Columns), schema, name, labels);
    }

    /// <summary>These rows with one more remark.</summary>
    public StoredRows WithRemark(string remark) => this with { Remarks = [.. Remarks, remark] };
}
