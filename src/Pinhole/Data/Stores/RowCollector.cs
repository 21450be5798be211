using System.Runtime.InteropServices;

namespace Pinhole.Data.Stores;

/// <summary>
/// Takes rows one after another, as text files and databases give them. They stay in memory up to a limit; beyond it
/// they go to a temporary file.
/// </summary>
/// <param name="columns">Numbers in a row.</param>
/// <param name="mostBytes">How much memory the rows may take.</param>
/// <param name="source">Where they come from, for messages.</param>
internal sealed class RowCollector(int columns, long mostBytes, string source) : IDisposable
{
    private const int FirstValues = 1 << 12;

    private float[] _values = new float[Math.Max(columns, Math.Min(FirstValues, mostBytes / sizeof(float)))];
    private TemporaryFile? _file;
    private long _written;
    private int _count;

    /// <summary>How many rows there are so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Room for one row more, to be filled before the next one.</summary>
    /// <exception cref="InputException">There are too many rows, or there is no room for them on the disk.</exception>
    public Span<float> Add()
    {
        if (Rows == Array.MaxLength)
            throw new InputException($"{source} has more than {Array.MaxLength} rows; give fewer");
        if (_values.Length - _count < columns && !TryGrow())
            Spill();
        Rows++;
        _count += columns;
        return _values.AsSpan(_count - columns, columns);
    }

    /// <summary>The rows; no more can be added.</summary>
    public RowStore Finish()
    {
        if (_file is null)
        {
            Array.Resize(ref _values, _count);
            return new ArrayRows(_values, columns);
        }

        Spill();
        return new FileRows(_file.Finish(), Rows, columns);
    }

    public void Dispose() => _file?.Dispose();

    private bool TryGrow()
    {
        long most = Math.Min(Array.MaxLength, mostBytes / sizeof(float)),
            wanted = Math.Min(most, 2L * _values.Length);
        if (_file is not null || wanted < (long)_count + columns)
            return false;
        Array.Resize(ref _values, (int)wanted);
        return true;
    }

    private void Spill()
    {
        _file ??= new TemporaryFile(source);
        _file.Write(MemoryMarshal.AsBytes(_values.AsSpan(0, _count)), _written);
        _written += (long)_count * sizeof(float);
        _count = 0;
    }
}
