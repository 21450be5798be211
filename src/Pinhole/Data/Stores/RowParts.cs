namespace Pinhole.Data.Stores;

/// <summary>Row numbers that run through several parts.</summary>
internal sealed class RowParts
{
    private readonly int[] _starts;

    /// <param name="counts">How many rows each part has, at least one.</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <exception cref="InputException">There are too many.</exception>
    public RowParts(IReadOnlyList<int> counts, string source)
    {
        _starts = new int[counts.Count];
        long rows = 0;
        for (int part = 0; part < counts.Count; part++)
        {
            _starts[part] = (int)rows;
            rows += counts[part];
            if (rows > Array.MaxLength)
                throw new InputException($"{source} has more than {Array.MaxLength} rows; give fewer");
        }

        Rows = (int)rows;
    }

    /// <summary>How many rows there are in all.</summary>
    public int Rows { get; }

    /// <summary>Where a row is.</summary>
    /// <param name="row">The row, counted from 0 through all parts.</param>
    /// <returns>Its part, and which row of that part it is.</returns>
    public (int Part, int Row) Find(int row)
    {
        int found = Array.BinarySearch(_starts, row),
            part = found < 0 ? ~found - 1 : found;
        return (part, row - _starts[part]);
    }
}
