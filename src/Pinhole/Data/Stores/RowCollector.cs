using System.Runtime.InteropServices;

namespace Pinhole.Data.Stores;

/// <summary>
/// Collects rows one by one from text files and databases: in memory up to a limit, beyond it in a temporary file.
/// </summary>
/// <param name="columns">Numbers in a row.</param>
/// <param name="maximumBytes">How much memory the rows may take.</param>
/// <param name="source">Where they come from, for messages.</param>
internal sealed class RowCollector(int columns, long maximumBytes, string source) : IDisposable
{
    private const int FirstValues = 1 << 12;

    private float[] _values = new float[Math.Max(columns, Math.Min(FirstValues, maximumBytes / sizeof(float)))];
    private TemporaryFile? _file;
    private long _written;
    private int _count;

    /// <summary>How many rows there are so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row, to be filled before the next one.</summary>
    /// <exception cref="InputException">There are too many rows, or the disk is full.</exception>
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
        long maximum = Math.Min(Array.MaxLength, maximumBytes / sizeof(float)),
            wanted = Math.Min(maximum, 2L * _values.Length);
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
