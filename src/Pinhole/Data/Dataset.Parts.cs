namespace Pinhole.Data;

/// <content>Parts of the rows, which share the memory of the whole.</content>
public sealed partial class Dataset
{
    /// <summary>Splits the rows at random into two parts, neither of them empty.</summary>
    /// <param name="fraction">The share of the first part, between 0 and 1, both excluded.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    /// <exception cref="InputException">There is only one row, or the fraction is out of range.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, ulong seed)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new InputException($"a split of {fraction} leaves one part empty; choose between 0 and 1");
        if (Rows < 2)
            throw new InputException($"{Name} has one row, too few to split; give at least 2 rows");

        return RowSplit.Deal(Rows, fraction, seed).Of(this);
    }

    /// <summary>A dataset of some of the rows, in the order given; a row may come more than once.</summary>
    /// <param name="rows">Which rows, counted from 0; at least one.</param>
    /// <exception cref="InputException">No row is asked for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Dataset Take(int[] rows)
    {
        if (rows.Length == 0)
            throw new InputException($"no row of {Name} was chosen; choose at least one");

        int[] stored = Array.ConvertAll(rows, Stored),
            sorted = [.. stored];
        // Neighbouring rows of a file are read together, which is much faster.
        Array.Sort(sorted);
        // A part of counts is counts too, even if it has few zeros or no large number.
        Schema schema = Schema.With(_store.Survey(sorted)) with { IsCounts = Schema.IsCounts };
        return new Dataset(Name, schema, _store, _labels, stored, Context?.Take(rows), Targets?.Take(rows), _ids);
    }

    /// <summary>
    /// The same rows in the order of memory or of their file, which is faster to read from start to end.
    /// </summary>
    internal Dataset InStoredOrder()
    {
        if (_rows is null)
            return this;
        int[] order = [.. Enumerable.Range(0, Rows)];
        Array.Sort([.. _rows], order);
        return Reordered(order);
    }

    private Dataset Reordered(int[] order) =>
        new(
            Name,
            Schema,
            _store,
            _labels,
            Array.ConvertAll(order, Stored),
            Context?.Reordered(order),
            Targets?.Reordered(order),
            _ids
        )
        {
            Remarks = Remarks,
        };
}
