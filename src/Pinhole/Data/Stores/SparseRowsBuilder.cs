namespace Pinhole.Data.Stores;

/// <summary>
/// Makes sparse rows of numbers that come in any order. Numbers at the same place are added up; zeros are left out.
/// </summary>
/// <param name="rows">How many rows there will be.</param>
/// <param name="columns">Numbers in a row.</param>
/// <param name="source">Where they come from, for messages.</param>
internal sealed class SparseRowsBuilder(int rows, int columns, string source)
{
    private const int FirstRoom = 1 << 12;

    private int[] _rows = new int[FirstRoom];
    private int[] _columns = new int[FirstRoom];
    private float[] _values = new float[FirstRoom];
    private int _count;

    /// <summary>Adds a number. The place must be within the rows.</summary>
    /// <exception cref="InputException">There are more numbers than an array holds.</exception>
    public void Add(int row, int column, float value)
    {
        if (value == 0)
            return;
        if (_count == _values.Length)
            Grow();
        (_rows[_count], _columns[_count], _values[_count]) = (row, column, value);
        _count++;
    }

    /// <summary>The rows; no more can be added.</summary>
    public SparseRows Finish()
    {
        int[] starts = new int[rows + 1];
        for (int i = 0; i < _count; i++)
            starts[_rows[i] + 1]++;
        for (int row = 0; row < rows; row++)
            starts[row + 1] += starts[row];

        int[] next = [.. starts],
            places = new int[_count];
        float[] values = new float[_count];
        for (int i = 0; i < _count; i++)
        {
            int target = next[_rows[i]]++;
            (places[target], values[target]) = (_columns[i], _values[i]);
        }

        return Merge(starts, places, values);
    }

    private SparseRows Merge(int[] starts, int[] places, float[] values)
    {
        int kept = 0;
        for (int row = 0, first = 0; row < rows; row++)
        {
            int end = starts[row + 1];
            Array.Sort(places, values, first, end - first);
            int rowStart = kept;
            for (int i = first; i < end; i++)
            {
                if (kept > rowStart && places[kept - 1] == places[i])
                {
                    values[kept - 1] += values[i];
                }
                else
                {
                    (places[kept], values[kept]) = (places[i], values[i]);
                    kept++;
                }
            }

            first = end;
            starts[row + 1] = kept;
        }

        if (kept < _count)
        {
            Array.Resize(ref places, kept);
            Array.Resize(ref values, kept);
        }

        return new SparseRows(starts, places, values, columns);
    }

    private void Grow()
    {
        if (_count == Array.MaxLength)
            throw new InputException(
                $"{source} has more than {Array.MaxLength} numbers that are not 0; give fewer rows"
            );
        int room = (int)Math.Min(Array.MaxLength, 2L * _count);
        Array.Resize(ref _rows, room);
        Array.Resize(ref _columns, room);
        Array.Resize(ref _values, room);
    }
}
